using System.Text;
using System.Text.Json;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>Reads a JSON array element by element, so that a report of any length needs the memory of its largest element.</summary>
/// <param name="stream">The document.</param>
/// <param name="property">The member of the document's object that holds the array; null where the document is the array.</param>
internal sealed class JsonArrayStream(Stream stream, string? property = null)
{
    private const int LargestElement = 256 * 1024 * 1024;

    // The reader of JSON accepts bytes in strings that are no UTF-8, and throws when they are asked for.
    private readonly Stream _text = Encoding.CreateTranscodingStream(stream, Encoding.UTF8, Encoding.UTF8, leaveOpen: true);
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isFinal;
    private bool _isOpen;
    private bool _isNamed = property is null;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 64 });

    /// <summary>The next element, to be disposed; null after the last one.</summary>
    /// <exception cref="JsonException">The document is no array, is broken or ends early.</exception>
    public JsonDocument? Next()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isFinal, _state);
            if (TryStep(ref reader, out var element, out var isArrayEnd))
            {
                if (element is not null && JsonPropertyNames.Flaw(_buffer.AsSpan(_start, (int)reader.BytesConsumed).TrimStart(" \t\r\n,"u8)) is { } flaw)
                {
                    element.Dispose();
                    throw new JsonException(flaw);
                }

                _start += (int)reader.BytesConsumed;
                _state = reader.CurrentState;
                if (element is not null || isArrayEnd)
                {
                    return element;
                }
            }
            else
            {
                Fill();
            }
        }
    }

    // False: more bytes are needed, and nothing was consumed.
    private bool TryStep(ref Utf8JsonReader reader, out JsonDocument? element, out bool isArrayEnd)
    {
        element = null;
        isArrayEnd = false;
        if (!_isOpen)
        {
            return TryOpen(ref reader);
        }

        var ahead = reader;
        if (!ahead.Read())
        {
            return false;
        }

        isArrayEnd = ahead.TokenType == JsonTokenType.EndArray;
        if (!isArrayEnd && !JsonDocument.TryParseValue(ref ahead, out element))
        {
            return false;
        }

        reader = ahead;
        return true;
    }

    // One token at a time: what was stepped over need not be kept.
    private bool TryOpen(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }

        if (_isNamed)
        {
            _isOpen = reader.TokenType == JsonTokenType.StartArray ? true : throw new JsonException("it is no array");
        }
        else if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.PropertyName) && reader.CurrentDepth == 0)
        {
            throw new JsonException(reader.TokenType == JsonTokenType.EndObject ? $"it has no \"{property}\"" : "it is no object");
        }
        else
        {
            _isNamed = reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && IsNamed(ref reader);
        }

        return true;
    }

    private bool IsNamed(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueTextEquals(property);
        }
        catch (InvalidOperationException)
        {
            throw new JsonException(JsonPropertyNames.HalfPair);
        }
    }

    private void Fill()
    {
        if (_isFinal)
        {
            throw new JsonException("it ends early");
        }

        var length = _end - _start;
        var target = length > _buffer.Length / 2 ? new byte[Math.Min(_buffer.Length * 2L, LargestElement)] : _buffer;
        if (length >= target.Length)
        {
            throw new JsonException("one of its elements is too large");
        }

        Buffer.BlockCopy(_buffer, _start, target, 0, length);
        (_buffer, _start) = (target, 0);
        var read = _text.Read(_buffer, length, _buffer.Length - length);
        _isFinal = read == 0;
        _end = length + read;
    }
}
