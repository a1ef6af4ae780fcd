using System.Xml;

namespace Unfazed.Validators.Tools.Reading.Xml;

/// <summary>Attributes of the element at which a reader stands.</summary>
internal static class XmlValues
{
    /// <summary>A text; empty where there is none.</summary>
    public static string Text(this XmlReader xml, string attribute) => xml.GetAttribute(attribute) ?? "";

    /// <summary>A number from 1; null for anything else.</summary>
    public static int? Place(this XmlReader xml, string attribute) => Position.Of(xml.GetAttribute(attribute));
}
