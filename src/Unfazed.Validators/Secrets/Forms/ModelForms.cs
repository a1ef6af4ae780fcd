using System.Collections.Immutable;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenShapes;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>Services of language models.</summary>
internal static class ModelForms
{
    private const int MinOpenAi = 40;
    private const int MinAnthropic = 80;
    private const int MaxAnthropic = 140;
    private const int MinBedrock = 80;

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of("detect-openai-key", "OpenAI API key", "sk-"u8, OpenAi),
        Of("detect-anthropic-key", "Anthropic API key", "sk-ant-"u8, Anthropic),
        Of("detect-huggingface-token", "Hugging Face token", "hf_"u8, Generated(34, Letters)),
        Of("detect-huggingface-token", "Hugging Face organization token", "api_org_"u8, Generated(34, Letters)),
        Of("detect-groq-key", "Groq API key", "gsk_"u8, Generated(52, Alphanumeric)),
        Of("detect-xai-key", "xAI API key", "xai-"u8, Generated(80, Word)),
        Of("detect-replicate-token", "Replicate token", "r8_"u8, Generated(37, Alphanumeric)),
        Of("detect-openrouter-key", "OpenRouter API key", "sk-or-v1-"u8, OneCase(64, Hex)),
        Of("detect-perplexity-key", "Perplexity API key", "pplx-"u8, Generated(48, Alphanumeric)),
        Of("detect-aws-credentials", "Amazon Bedrock API key", "ABSKQmVkcm9ja0FQSUtleS"u8, Generated(MinBedrock, MaxLength, Base64)),
    ];

    // The base64 of the issuer's name is in the middle of each.
    private static SecretPlace? OpenAi(ReadOnlySpan<byte> text, int start, int end) =>
        StartsAt(text, start) && Run(text, end, UrlSafe) is >= MinOpenAi and <= MaxLength and var run && text.Slice(end, run).IndexOf("T3BlbkFJ"u8) >= 0 && IsGenerated(text.Slice(end, run))
            ? new(start, end + run)
            : null;

    // The kind with two digits, such as api03, and a secret that ends with AA.
    private static SecretPlace? Anthropic(ReadOnlySpan<byte> text, int start, int end)
    {
        var run = Run(text, end, UrlSafe);
        var token = text.Slice(end, run);
        var dash = token.IndexOf((byte)'-');
        return run is >= MinAnthropic and <= MaxAnthropic && dash is >= 4 and <= 8 && token[(dash - 2)..dash].IndexOfAnyExcept(Digits) < 0 && token.EndsWith("AA"u8) && IsGenerated(token[(dash + 1)..])
            ? new(start, end + run)
            : null;
    }
}
