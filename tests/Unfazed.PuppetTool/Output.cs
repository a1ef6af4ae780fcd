using System.Text;

namespace Unfazed.PuppetTool;

/// <summary>Output that a reader must survive.</summary>
internal static class Output
{
    private const int BlockSize = 1024 * 1024;

    public static void Write(int descriptor, string text) => Native.WriteAll(descriptor, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes this many MiB, or for ever with 0.</summary>
    public static void Flood(int descriptor, int mebibytes, bool lines)
    {
        var block = new byte[BlockSize];
        block.AsSpan().Fill((byte)'x');
        for (var end = 79; lines && end < BlockSize; end += 80)
        {
            block[end] = (byte)'\n';
        }

        for (var written = 0; (mebibytes == 0 || written < mebibytes) && Native.WriteAll(descriptor, block); written++)
        {
        }
    }

    public static void Trickle()
    {
        while (Native.WriteAll(1, "."u8))
        {
            Native.Sleep(100);
        }
    }

    public static void LongLine(int bytes)
    {
        var line = new byte[bytes];
        line.AsSpan().Fill((byte)'y');
        Native.WriteAll(1, line);
    }

    public static void Garbage() => Native.WriteAll(1, [0xFF, 0xFE, 0, 0xC3, 0x28, (byte)'a', 0x80, 0, (byte)'\n']);

    public static void Escapes() => Write(1, "\u001b[2J\u001b]0;title\u0007::error file=a.py::injected\n\u202Egnp.exe\r\n");

    public static void FillDisk(string file)
    {
        // Shared: File.Create would lock /dev/full against another puppet that fills it.
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        var block = new byte[BlockSize];
        try
        {
            while (true)
            {
                stream.Write(block);
                stream.Flush();
            }
        }
        catch (IOException e)
        {
            Write(2, $"{e.Message}\n");
            Native.Exit(1);
        }
    }

    public static void Burn()
    {
        for (var core = 1; core < System.Environment.ProcessorCount; core++)
        {
            new Thread(Spin) { IsBackground = true }.Start();
        }

        Spin();

        static void Spin()
        {
            while (true)
            {
                Thread.SpinWait(1_000_000);
            }
        }
    }

    public static void Environment()
    {
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            Write(1, $"{variable.Key}={variable.Value}\n");
        }
    }
}
