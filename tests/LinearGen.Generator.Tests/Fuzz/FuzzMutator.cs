using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Tests.Fuzz;

/// <summary>Spoils sources. The same number gives the same input on every machine.</summary>
internal sealed class FuzzMutator(Random random)
{
    private static readonly string[] Expressions =
    [
        "int.MinValue", "0x7FFFFFFF", "2147483648", "1e9", "1e400", "-1", "0", "'a'", "'\\0'", "\"2\"", "null", "default", "default(int)", "true", "3u", "3L", "3.5f", "0b11", "1_0",
        "(byte)200", "checked(int.MaxValue + 1)", "unchecked(int.MaxValue + 1)", "1 / 0", "sizeof(int)", "nameof(In)", "nameof(Head.Out)", "typeof(Head)", "typeof(Head).Name.Length", "Out", "In",
        "Head.Out", "Head.In + Head.Out * 2", "Projection.ParameterCount", "global::Acme.Head.Out", "Head.Gradients.Out", "Missing.Out", "Head.Out.Out", "true ? 2 : Head.Out", "(Head.Out)", "~Head.In",
        "new Head().Out", "(int)Activation.Relu", "Activation.Relu", "(Activation)99", "Precision.Double", "(Precision)2", "(Precision)(-1)", "new[] { 1 }", "[1]", "x => x", "await 1", "1 switch { _ => 2 }",
        "((((((((((((2))))))))))))", "1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1", "- - - - -2", "\"\"\"a\"\"\"", "$\"{1}\"", "\\u0031", "@In", "__arglist", "stackalloc int[2]", "throw null", "ref x", "out var y", "..", "", "(",
    ];

    private static readonly string[] Attributes =
    [
        "[LinearGen.LinearLayer(In = 2, Out = 3)] ", "[LinearGen.LinearLayer] ", "[LinearGen.LinearLayer(In = 2, In = 3, Out = 3)] ", "[LinearGen.LinearLayer(2, 3)] ", "[LinearGen.Sequential] ",
        "[LinearGen.Sequential(typeof(Head))] ", "[LinearGen.Sequential(typeof(Projection), typeof(Projection))] ", "[LinearGen.Sequential(layers: typeof(Head))] ", "[return: LinearGen.LinearLayer(In = 1, Out = 1)] ",
        "[type: LinearGen.LinearLayer(In = 1, Out = 1)] ", "[assembly: LinearGen.LinearLayer(In = 1, Out = 1)] ", "[LinearGen.LinearLayer<int>(In = 1, Out = 1)] ", "[System.Obsolete(\"no\", true)] ",
        "[LinearGen.Sequential([typeof(Head), .. new System.Type[0]])] ", "[LinearGen.Sequential(typeof(Head), null!, typeof(Missing), typeof(System.Collections.Generic.List<>))] ",
    ];

    private static readonly string[] Words =
    [
        "static ", "abstract ", "sealed ", "file ", "partial ", "record ", "struct ", "class ", "interface ", "enum ", "readonly ", "ref ", "unsafe ", "public ", "private ", "protected internal ", "required ", "new ",
        "In", "Out", "Forward", "Gradients", "Item", "ToString", "ParameterCount", "Activations", "System", "LinearGen", "global", "@In", "\\u0049n", "é", "field", "var", "dynamic", "nint", "_", "<T>", "<", ">", "{", "}", "(", ")",
        ";", ",", "=", ".", "::", "typeof(", "nameof(", "#if A\n", "\n#endif\n", "\n#else\n", "\n#nullable disable\n", "\n#line 5 \"x.cs\"\n", "/*", "*/", "//", "\"", "'", "$\"", "\0", "\uD800", "\u200B", "namespace N;", "using A = Head;",
    ];

    /// <summary>Makes an input.</summary>
    public FuzzInput Make()
    {
        List<string> files = [.. Pick(FuzzSeeds.All).Split(FuzzSeeds.NextFile)];
        if (random.Next(4) == 0)
        {
            files.AddRange(Pick(FuzzSeeds.All).Split(FuzzSeeds.NextFile));
        }

        for (int edits = random.Next(1, 7); edits > 0; edits--)
        {
            int at = random.Next(files.Count);
            files[at] = Mutate(files[at]);
        }

        if (random.Next(5) == 0)
        {
            Spread(files);
        }

        return new FuzzInput([.. files], [.. new[] { "A", "B", "C" }.Where(_ => random.Next(3) == 0)]);
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private string Mutate(string text)
    {
        SyntaxNode root = Read(text);
        SyntaxToken[] tokens = [.. root.DescendantTokens().Where(token => token.Span.Length > 0)];
        if (tokens.Length < 2)
        {
            return text + Pick(FuzzSeeds.All);
        }

        SyntaxToken token = Pick(tokens);
        SyntaxToken other = Pick(tokens);
        return random.Next(12) switch
        {
            0 => text.Remove(token.SpanStart, token.Span.Length),
            1 => text.Insert(token.SpanStart, token.Text + " "),
            2 => Swap(text, token.Span.Start, token.Span.Length, other.Span.Start, other.Span.Length),
            3 => text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, Pick(Words)),
            4 => text.Insert(token.SpanStart, Pick(Words)),
            5 or 6 => WithNode<AttributeArgumentSyntax>(text, root, argument => Replace(text, argument.Expression, Expression())),
            7 => WithNode<AttributeArgumentSyntax>(text, root, argument => SwapWithSibling(text, root, argument)),
            8 => WithNode<TypeDeclarationSyntax>(text, root, type => text.Insert(type.SpanStart, Pick(Attributes))),
            9 => WithNode<MemberDeclarationSyntax>(text, root, member => text.Insert(member.SpanStart, $"{member}\n")),
            10 => WithNode<MemberDeclarationSyntax>(text, root, member => text.Insert(member.Span.End, "\n#endif\n").Insert(member.SpanStart, $"\n#if {Pick(["A", "B", "true", "A && !B", "("])}\n")),
            _ => random.Next(3) == 0 ? text[..token.Span.End] : WithNode<BaseTypeDeclarationSyntax>(text, root, type => text.Remove(type.Identifier.SpanStart, type.Identifier.Span.Length).Insert(type.Identifier.SpanStart, Pick(Words))),
        };
    }

    /// <summary>Now and then a long one, of what is there already.</summary>
    private string Expression() => random.Next(12) switch
    {
        0 => string.Join(Pick([" + ", " * ", " - ", " | ", " ?? "]), Enumerable.Range(0, random.Next(2, 120)).Select(_ => Pick(Expressions))),
        1 => new string('(', random.Next(1, 150)) + Pick(Expressions) + new string(')', random.Next(1, 150)),
        2 => random.Next().ToString(CultureInfo.InvariantCulture),
        _ => Pick(Expressions),
    };

    private string WithNode<T>(string text, SyntaxNode root, Func<T, string> mutate)
        where T : SyntaxNode
    {
        T[] nodes = [.. root.DescendantNodes().OfType<T>().Where(node => node.Span.Length > 0)];
        return nodes.Length == 0 ? text.Insert(random.Next(text.Length), Pick(Words)) : mutate(Pick(nodes));
    }

    private string SwapWithSibling(string text, SyntaxNode root, AttributeArgumentSyntax argument)
    {
        AttributeArgumentSyntax other = Pick(root.DescendantNodes().OfType<AttributeArgumentSyntax>().ToArray());
        return Swap(text, argument.Span.Start, argument.Span.Length, other.Span.Start, other.Span.Length);
    }

    /// <summary>Declares parts of a class in files of their own, each with attributes that may be its own again.</summary>
    private void Spread(List<string> files)
    {
        string[] types = [.. files.SelectMany(text => Read(text).DescendantNodes().OfType<TypeDeclarationSyntax>()).Select(type => type.Identifier.Text).Where(name => name.Length > 0)];
        for (int parts = random.Next(1, 4); parts > 0 && types.Length > 0; parts--)
        {
            string part = $"{(random.Next(2) == 0 ? Pick(Attributes) : "")}{(random.Next(3) == 0 ? Pick(Words) : "")}partial class {Pick(types)} {{ {(random.Next(2) == 0 ? $"public const int Extra = {Expression()};" : "")} }}\n";
            int at = random.Next(files.Count + 1);
            files.Insert(at, random.Next(3) == 0 ? $"namespace Acme; {part}" : part);
        }
    }

    /// <summary>The syntax, or none if the compiler's own parser fails.</summary>
    private static SyntaxNode Read(string text)
    {
        try
        {
            return CSharpSyntaxTree.ParseText(text).GetRoot();
        }
        catch (InvalidOperationException)
        {
            return SyntaxFactory.CompilationUnit();
        }
    }

    private static string Replace(string text, SyntaxNode node, string replacement) => text.Remove(node.SpanStart, node.Span.Length).Insert(node.SpanStart, replacement);

    private static string Swap(string text, int first, int firstLength, int second, int secondLength)
    {
        if (first > second)
        {
            (first, firstLength, second, secondLength) = (second, secondLength, first, firstLength);
        }

        return first + firstLength > second ? text : string.Concat(
            text.AsSpan(0, first),
            text.AsSpan(second, secondLength),
            text.AsSpan(first + firstLength, second - first - firstLength),
            string.Concat(text.AsSpan(first, firstLength), text.AsSpan(second + secondLength)));
    }
}
