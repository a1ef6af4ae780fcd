namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>The language of a data file whose syntax is checked.</summary>
internal enum FileLanguage
{
    /// <summary>None of these.</summary>
    None,

    /// <summary>JSON, RFC 8259.</summary>
    Json,

    /// <summary>JSON with comments and trailing commas.</summary>
    JsonWithComments,

    /// <summary>YAML.</summary>
    Yaml,

    /// <summary>TOML 1.0.</summary>
    Toml,

    /// <summary>XML 1.0.</summary>
    Xml,

    /// <summary>XML where the file begins with <c>&lt;</c>; else something else of the same name.</summary>
    MaybeXml,
}
