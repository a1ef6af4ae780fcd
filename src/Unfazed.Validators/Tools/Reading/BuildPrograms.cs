using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>Names of the programs that compile, link and build.</summary>
internal static partial class BuildPrograms
{
    /// <summary>Whether a name is one of theirs, or of a file that they read or write: what they call an error is one, whatever the exit code.</summary>
    public static bool Has(string name) => Program().IsMatch(name) || Source().IsMatch(name);

    // With the target in front and the version behind: "x86_64-linux-gnu-gcc-14".
    [GeneratedRegex(@"^([^\s:]*[-/])?(g?cc|c\+\+|g\+\+|cc1(plus|obj|objplus)?|cpp|clang(\+\+|-cl|-cpp)?|flang(-new)?|gfortran|f951|gnat[a-z0-9]*|gdc|d21|dmd|ldc2?|lto1|lto-wrapper|lto-plugin|collect2|(ld|lld)([.-][a-z0-9]+)?|ld64|mold|gold|as|nvcc|nvlink|ptxas|fatbinary|cicc|cudafe\+\+|hipcc|icc|icpc|icx|icpx|ifort|ifx|tcc|zig|emcc|em\+\+|cl|nmake|rustc|rustdoc|cargo|rustup|swiftc?|swift-(build|frontend)|javac|kotlinc?|scalac|ghc|cabal|ocaml(c|opt|build)?|dune|fpc|nasm|yasm|vala?c|bison|flex|protoc|moc|uic|swig|cython|[a-z]*make|ninja|samu|meson|scons|bazel|buck2?|xcodebuild|gradlew?|mvn|libtool|libtoolize|configure|config\.status|auto(conf|header|make|reconf|m4te)|aclocal|dpkg-[a-z]+|rpmbuild|makepkg)(-[0-9.]+)?(\.exe)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Program();

    // A compiler names one that is not there.
    [GeneratedRegex(@"\.(c|cc|cpp|cxx|c\+\+|m|mm|h|hh|hpp|hxx|i|ii|s|S|asm|o|obj|a|so|lib|dll|cu|f|for|f90|f95|F90|rs|go|d|swift|java|kt|scala|hs|ml|mli|zig|v|sv|vhd|y|l|ll|bc|ld|rc|def|proto|sh|py|pl|rb|tcl|ac|am|in)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Source();
}
