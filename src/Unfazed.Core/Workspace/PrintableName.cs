using System.Buffers;
using System.Globalization;
using System.Text;

namespace Unfazed.Core.Workspace;

/// <summary>Names of files inside our messages: on one line, without what a terminal would obey, bytes that are not UTF-8 as <c>\xe9</c>.</summary>
internal static class PrintableName
{
    public static string Of(string name) => Of(Encoding.UTF8.GetBytes(name));

    public static string Of(ReadOnlySpan<byte> name)
    {
        var shown = new StringBuilder(name.Length);
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var length) != OperationStatus.Done)
            {
                AppendBytes(shown, name[..length]);
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                     or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                AppendControl(shown, rune, name[..length]);
            }
            else
            {
                shown.Append(rune.ToString());
            }

            name = name[length..];
        }

        return shown.ToString();
    }

    private static void AppendControl(StringBuilder shown, Rune rune, ReadOnlySpan<byte> bytes)
    {
        switch (rune.Value)
        {
            case '\n':
                shown.Append("\\n");
                break;
            case '\t':
                shown.Append("\\t");
                break;
            default:
                AppendBytes(shown, bytes);
                break;
        }
    }

    private static void AppendBytes(StringBuilder shown, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            shown.Append(CultureInfo.InvariantCulture, $"\\x{one:x2}");
        }
    }
}
