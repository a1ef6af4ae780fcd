using System.Buffers;
using Unfazed.Validators.TextFiles;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets;

/// <summary>
/// The digits of a private key, however its lines are written: indented, quoted, added in a program, with escapes for line feeds, in a comment. The same key has the same digits.
/// </summary>
internal sealed class KeyBody
{
    /// <summary>A longer key is read up to here, in bytes of text.</summary>
    public const int MaxText = TextFileReader.LookAhead;

    private const int MaxHeaders = 10;

    // The lines of keys are longer, but for the last.
    private const int MinLine = 24;
    private const int MinDigits = 64;
    private const int MinDifferent = 10;

    // The first bytes of a key of OpenSSH: its magic, and the length of the cipher's name. "none" follows where there is no passphrase.
    private const int PlainSshLength = 31;

    private static readonly SearchValues<byte> OfHeaders = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-"u8);

    private readonly ArrayBufferWriter<byte> _digits = new();

    private KeyBody()
    {
    }

    /// <summary>The digits.</summary>
    public ReadOnlySpan<byte> Digits => _digits.WrittenSpan;

    /// <summary>Whether a passphrase protects the key.</summary>
    public bool IsEncrypted { get; private set; }

    /// <summary>Whether these are the digits of a whole private key.</summary>
    public bool IsKey => Digits.Length >= MinDigits && Randomness.IsRandom(Digits[..MinDigits], MinDifferent) && Digits.IndexOf("EXAMPLE"u8) < 0 && (IsEncrypted || IsWhole());

    private static ReadOnlySpan<byte> OpenSsh => "b3BlbnNzaC1rZXktdjEAAAAA"u8;

    private static ReadOnlySpan<byte> PlainOpenSsh => "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUA"u8;

    /// <summary>Reads what follows the label of a key's first line; null where that is no key.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isEncrypted">Whether the label says that a passphrase protects the key.</param>
    public static KeyBody? Read(ReadOnlySpan<byte> text, bool isEncrypted)
    {
        text = text[..Math.Min(text.Length, MaxText)];
        var body = new KeyBody { IsEncrypted = isEncrypted };
        for (var (at, headers) = (KeyText.BehindMarker(text), 0); at < text.Length;)
        {
            at = KeyText.BehindSeparators(text, at);
            var name = Run(text, at, OfHeaders, 30);
            if ((name > 1 && Continues(text, at + name, ":"u8)) || (at == 0 && name == 0))
            {
                var end = KeyText.EndOfLine(text, at);
                body.IsEncrypted |= IsPassphrase(text[at..end]);
                at = end;
                headers++;
                if (headers > MaxHeaders)
                {
                    return null;
                }

                continue;
            }

            if (body.ReadLine(text, ref at) < MinLine)
            {
                break;
            }
        }

        body.IsEncrypted |= body.Digits.StartsWith(OpenSsh) && !body.Digits.StartsWith(PlainOpenSsh[..PlainSshLength]);
        return body;
    }

    private int ReadLine(ReadOnlySpan<byte> text, ref int at)
    {
        for (var before = Digits.Length; ;)
        {
            var run = Run(text, at, TokenText.Base64, MaxText);
            _digits.Write(text.Slice(at, run));
            at += run;
            if (KeyText.EscapedDigit(text[at..]) is not { } digit)
            {
                return Digits.Length - before;
            }

            _digits.Write([digit.Value]);
            at += digit.Length;
        }
    }

    private static bool IsPassphrase(ReadOnlySpan<byte> header) =>
        header.IndexOf("ENCRYPTED"u8) >= 0 || (header.StartsWith("Encryption"u8) && header.IndexOf("none"u8) < 0);

    // DER begins with a sequence and its length. A certificate begins with another sequence of that kind; half of a key opens nothing.
    private bool IsWhole()
    {
        Span<byte> der = stackalloc byte[9];
        if (System.Buffers.Text.Base64.DecodeFromUtf8(Digits[..12], der, out _, out var length) != OperationStatus.Done || length < 9 || der[0] != 0x30)
        {
            return true;
        }

        var isLong = der[1] == 0x82;
        var declared = isLong ? (der[2] << 8) + der[3] : der[1] & 0x7F;
        return !(isLong && der[4] == 0x30 && der[5] == 0x82) && Digits.Length * 3 / 4 >= declared / 2;
    }
}
