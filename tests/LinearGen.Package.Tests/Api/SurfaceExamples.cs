using System.Diagnostics.CodeAnalysis;

namespace LinearGen.Package.Tests.Api.SurfaceExamples;

/// <summary>One of each thing that the surface's text must tell apart.</summary>
/// <typeparam name="T">Some type.</typeparam>
public abstract class Example<T> : IDisposable
    where T : unmanaged
{
    /// <summary>A constant.</summary>
    public const int Size = 3;

    /// <summary>Makes one.</summary>
    protected Example(string? text = null) => Text = text;

    /// <summary>With two accessors that not everybody may call.</summary>
    public virtual string? Text { get; protected set; }

    /// <summary>A method with all kinds of parameters.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "It is there to be read.")]
    public static List<string?>? Make<TOther>(in T first, out Span<T> second, params string[] rest)
        where TOther : class, new()
    {
        second = default;
        return Hidden(rest);
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";

    private static List<string?>? Hidden(string[] rest) => rest is [] ? null : [.. rest];
}
