using System.Text;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>The lines of a text, none of them longer than memory bears.</summary>
internal sealed class BoundedLines(TextReader text)
{
    private const int Longest = 1024 * 1024;

    private readonly StringBuilder _line = new();
    private readonly char[] _buffer = new char[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; null after the last one.</summary>
    /// <exception cref="IOException">A line is too long.</exception>
    public string? Next()
    {
        _line.Clear();
        while (_start < _end || Fill())
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var end = rest.IndexOf('\n');
            _line.Append(end < 0 ? rest : rest[..end]);
            _start += end < 0 ? rest.Length : end + 1;
            if (_line.Length > Longest)
            {
                throw new IOException("one of its lines is too long");
            }

            if (end >= 0)
            {
                return _line.ToString().TrimEnd('\r');
            }
        }

        return _line.Length > 0 ? _line.ToString() : null;
    }

    private bool Fill()
    {
        (_start, _end) = (0, text.Read(_buffer));
        return _end > 0;
    }
}
