using System.Globalization;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Tests.Fuzz;

/// <summary>Draws spoiled sources. What a change is made to, is a place that is taken modulo the number of places that there are.</summary>
internal static class FuzzInputs
{
    private static readonly string[] Expressions =
    [
        "int.MinValue", "0x7FFFFFFF", "2147483648", "1e9", "1e400", "0.2", "-0.0", "double.NaN", "Head.Out / 3.0", "Activation.Celu", "-1", "0", "'a'", "'\\0'", "\"2\"", "null", "default", "default(int)", "true", "3u", "3L", "3.5f", "0b11", "1_0",
        "(byte)200", "checked(int.MaxValue + 1)", "unchecked(int.MaxValue + 1)", "1 / 0", "sizeof(int)", "nameof(In)", "nameof(Head.Out)", "typeof(Head)", "typeof(Head).Name.Length", "Out", "In",
        "Head.Out", "Block.Out", "Policy.ParameterCount", "Norm.In", "Head.In + Head.Out * 2", "Projection.ParameterCount", "global::Acme.Head.Out", "Head.Gradients.Out", "Missing.Out", "Head.Out.Out", "true ? 2 : Head.Out", "(Head.Out)", "~Head.In",
        "new Head().Out", "(int)Activation.Relu", "Activation.Relu", "(Activation)99", "Precision.Double", "(Precision)2", "(Precision)(-1)", "new[] { 1 }", "[1]", "x => x", "await 1", "1 switch { _ => 2 }",
        "((((((((((((2))))))))))))", "1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1", "- - - - -2", "\"\"\"a\"\"\"", "$\"{1}\"", "\\u0031", "@In", "__arglist", "stackalloc int[2]", "throw null", "ref x", "out var y", "..", "", "(",
    ];

    private static readonly string[] Attributes =
    [
        "[LinearGen.LinearLayer(In = 2, Out = 3)] ", "[LinearGen.LinearLayer] ", "[LinearGen.LinearLayer(In = 2, In = 3, Out = 3)] ", "[LinearGen.LinearLayer(2, 3)] ", "[LinearGen.Sequential] ",
        "[LinearGen.Sequential(typeof(Head))] ", "[LinearGen.Sequential(typeof(Projection), typeof(Projection))] ", "[LinearGen.Sequential(layers: typeof(Head))] ", "[return: LinearGen.LinearLayer(In = 1, Out = 1)] ",
        "[type: LinearGen.LinearLayer(In = 1, Out = 1)] ", "[assembly: LinearGen.LinearLayer(In = 1, Out = 1)] ", "[LinearGen.LinearLayer<int>(In = 1, Out = 1)] ", "[System.Obsolete(\"no\", true)] ",
        "[LinearGen.Normalization(Size = 3, Clip = -1)] ", "[LinearGen.Rescaling] ", "[LinearGen.LayerNorm(Size = Head.Out, Epsilon = 1)] ", "[LinearGen.ActivationLayer(Size = 2, Activation = LinearGen.Activation.Relu)] ",
        "[LinearGen.Residual(typeof(Head))] ", "[LinearGen.Residual(typeof(Block), typeof(Head), typeof(Policy))] ", "[LinearGen.InputPart(\"In\", 0, 1)] ", "[LinearGen.OutputPart(\"a\", Head.Out, 1)] ",
        "[LinearGen.Sequential([typeof(Head), .. new System.Type[0]])] ", "[LinearGen.Sequential(typeof(Head), null!, typeof(Missing), typeof(System.Collections.Generic.List<>))] ",
    ];

    private static readonly string[] Words =
    [
        "static ", "abstract ", "sealed ", "file ", "partial ", "record ", "struct ", "class ", "interface ", "enum ", "readonly ", "ref ", "unsafe ", "public ", "private ", "protected internal ", "required ", "new ",
        "In", "Out", "Forward", "Gradients", "Item", "ToString", "ParameterCount", "Activations", "System", "LinearGen", "global", "@In", "\\u0049n", "é", "field", "var", "dynamic", "nint", "_", "<T>", "<", ">", "{", "}", "(", ")",
        ";", ",", "=", ".", "::", "typeof(", "nameof(", "#if A\n", "\n#endif\n", "\n#else\n", "\n#nullable disable\n", "\n#line 5 \"x.cs\"\n", "/*", "*/", "//", "\"", "'", "$\"", "\0", "\uD800", "\u200B", "namespace N;", "using A = Head;",
    ];

    private static readonly Gen<int> Place = Gen.Int[0, 99_999];

    private static readonly Gen<string> Word = Gen.OneOf(Words);

    /// <summary>Now and then a long one, of what is there already.</summary>
    private static readonly Gen<string> Expression = Gen.Frequency(
        (9, Gen.OneOf(Expressions)),
        (1, Gen.Select(Gen.OneOf(" + ", " * ", " - ", " | ", " ?? "), Gen.OneOf(Expressions).Array[2, 119], string.Join)),
        (1, Gen.Select(Gen.Int[1, 149], Gen.OneOf(Expressions), Gen.Int[1, 149], (open, inner, closed) => new string('(', open) + inner + new string(')', closed))),
        (1, Gen.Int[0, int.MaxValue].Select(number => number.ToString(CultureInfo.InvariantCulture))));

    /// <summary>A change to one file.</summary>
    private static readonly Gen<Func<string, string>> Mutation = Gen.Frequency(
        (1, Gen.Select(Place, at => WithToken(at, (text, token) => text.Remove(token.SpanStart, token.Span.Length)))),
        (1, Gen.Select(Place, at => WithToken(at, (text, token) => text.Insert(token.SpanStart, token.Text + " ")))),
        (1, Gen.Select(Place, Place, (at, other) => WithTokens(at, other, (text, token, with) => Swap(text, token.Span.Start, token.Span.Length, with.Span.Start, with.Span.Length)))),
        (1, Gen.Select(Place, Word, (at, word) => WithToken(at, (text, token) => text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, word)))),
        (1, Gen.Select(Place, Word, (at, word) => WithToken(at, (text, token) => text.Insert(token.SpanStart, word)))),
        (2, Gen.Select(Place, Word, Expression, (at, word, expression) => WithNode<AttributeArgumentSyntax>(at, word, (text, argument) => Replace(text, argument.Expression, expression)))),
        (1, Gen.Select(Place, Word, Place, (at, word, other) => WithNode<AttributeArgumentSyntax>(at, word, (text, argument) => SwapWithSibling(text, argument, other)))),
        (1, Gen.Select(Place, Word, Gen.OneOf(Attributes), (at, word, attribute) => WithNode<TypeDeclarationSyntax>(at, word, (text, type) => text.Insert(type.SpanStart, attribute)))),
        (1, Gen.Select(Place, Word, (at, word) => WithNode<MemberDeclarationSyntax>(at, word, (text, member) => text.Insert(member.SpanStart, $"{member}\n")))),
        (1, Gen.Select(Place, Word, Gen.OneOf("A", "B", "true", "A && !B", "("), (at, word, condition) =>
            WithNode<MemberDeclarationSyntax>(at, word, (text, member) => text.Insert(member.Span.End, "\n#endif\n").Insert(member.SpanStart, $"\n#if {condition}\n")))),
        (1, Gen.Frequency(
            (1, Gen.Select(Place, at => WithToken(at, (text, token) => text[..token.Span.End]))),
            (2, Gen.Select(Place, Word, Word, (at, word, name) => WithNode<BaseTypeDeclarationSyntax>(at, word, (text, type) => text.Remove(type.Identifier.SpanStart, type.Identifier.Span.Length).Insert(type.Identifier.SpanStart, name)))))));

    /// <summary>A part of a class in a file of its own, with attributes that may be the class's own again.</summary>
    private static readonly Gen<Action<List<string>>> Part = Gen.Select(
        Gen.Frequency((1, Gen.Const("")), (1, Gen.OneOf(Attributes))),
        Gen.Frequency((2, Gen.Const("")), (1, Word)),
        Place,
        Gen.Frequency((1, Gen.Const("")), (1, Expression.Select(expression => $"public const int Extra = {expression};"))),
        Gen.Frequency((2, ""), (1, "namespace Acme; ")),
        Place,
        (attribute, word, type, member, space, at) => new Action<List<string>>(files =>
        {
            string[] types = [.. files.SelectMany(text => Read(text).DescendantNodes().OfType<TypeDeclarationSyntax>()).Select(declared => declared.Identifier.Text).Where(name => name.Length > 0)];
            if (types.Length > 0)
            {
                files.Insert(at % (files.Count + 1), $"{space}{attribute}{word}partial class {types[type % types.Length]} {{ {member} }}\n");
            }
        }));

    /// <summary>Sources with some changes.</summary>
    public static Gen<FuzzInput> All { get; } = Gen.Select(
        Gen.OneOf(FuzzSeeds.All),
        Gen.Frequency((3, Gen.Const("")), (1, Gen.OneOf(FuzzSeeds.All))),
        Gen.Select(Place, Mutation).Array[1, 6],
        Gen.Frequency((4, Gen.Const(Array.Empty<Action<List<string>>>())), (1, Part.Array[1, 3])),
        Gen.Frequency((2, false), (1, true)).Array[3],
        (first, second, mutations, parts, symbols) =>
        {
            List<string> files = [.. first.Split(FuzzSeeds.NextFile), .. second.Length > 0 ? second.Split(FuzzSeeds.NextFile) : []];
            foreach ((int at, Func<string, string> mutate) in mutations)
            {
                files[at % files.Count] = mutate(files[at % files.Count]);
            }

            foreach (Action<List<string>> add in parts)
            {
                add(files);
            }

            return new FuzzInput([.. files], [.. new[] { "A", "B", "C" }.Where((_, n) => symbols[n])]);
        });

    private static Func<string, string> WithToken(int at, Func<string, SyntaxToken, string> mutate) => WithTokens(at, at, (text, token, _) => mutate(text, token));

    /// <summary>A file with next to nothing left gets another one's text.</summary>
    private static Func<string, string> WithTokens(int at, int other, Func<string, SyntaxToken, SyntaxToken, string> mutate) => text =>
    {
        SyntaxToken[] tokens = [.. Read(text).DescendantTokens().Where(token => token.Span.Length > 0)];
        return tokens.Length < 2 ? text + FuzzSeeds.All[at % FuzzSeeds.All.Length] : mutate(text, tokens[at % tokens.Length], tokens[other % tokens.Length]);
    };

    /// <summary>A file without such nodes gets a word somewhere.</summary>
    private static Func<string, string> WithNode<T>(int at, string word, Func<string, T, string> mutate)
        where T : SyntaxNode => text =>
    {
        T[] nodes = [.. Read(text).DescendantNodes().OfType<T>().Where(node => node.Span.Length > 0)];
        return nodes.Length == 0 ? text.Insert(at % (text.Length + 1), word) : mutate(text, nodes[at % nodes.Length]);
    };

    private static string SwapWithSibling(string text, AttributeArgumentSyntax argument, int other)
    {
        AttributeArgumentSyntax[] all = [.. argument.SyntaxTree.GetRoot().DescendantNodes().OfType<AttributeArgumentSyntax>()];
        AttributeArgumentSyntax sibling = all[other % all.Length];
        return Swap(text, argument.Span.Start, argument.Span.Length, sibling.Span.Start, sibling.Span.Length);
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
