using System.Xml.Linq;
using LinearGen.Package.Tests.Packing;

namespace LinearGen.Package.Tests.Projects;

/// <summary>A console project outside the repository that knows LinearGen by its package's name alone.</summary>
internal sealed class NewProject
{
    private readonly PackedProducts _products;
    private readonly string _name;

    /// <summary>Makes the project's file; strict, as careful users are: every warning of every analyzer is an error.</summary>
    /// <param name="products">The packages.</param>
    /// <param name="name">Its name, and its folder's.</param>
    /// <param name="frameworks">What it is compiled for, separated by semicolons.</param>
    /// <param name="properties">What else it sets, as LangVersion.</param>
    public NewProject(PackedProducts products, string name, string frameworks, params (string Name, string Value)[] properties)
    {
        _products = products;
        _name = name;
        Folder = products.NewFolder(name);
        (string Name, string Value)[] all =
        [
            ("OutputType", "Exe"),
            ("TargetFrameworks", frameworks),
            ("Nullable", "enable"),
            ("ImplicitUsings", "enable"),
            ("TreatWarningsAsErrors", "true"),
            ("AnalysisLevel", "latest-all"),
            ("EnforceCodeStyleInBuild", "true"),
            ("GenerateDocumentationFile", "true"),
            ("IsAotCompatible", "true"), // The analyzers for trimming and for compiling ahead of time, over generated code too.
            ("UseAppHost", "false"), // It would be another package to fetch for other frameworks than the newest.
            .. properties,
        ];
        new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup", all.Select(property => new XElement(property.Name, property.Value))),
            new XElement("ItemGroup", new XElement("PackageReference", new XAttribute("Include", "LinearGen"), new XAttribute("Version", products.Version))))
            .Save(Path.Combine(Folder, name + ".csproj"));
    }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>Takes one of this test project's programs as its own.</summary>
    public NewProject WithProgram(string fileName)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Programs", fileName), Path.Combine(Folder, "Program.cs"), overwrite: true);
        return this;
    }

    /// <summary>Adds lines to the project's file.</summary>
    public NewProject WithLines(string lines)
    {
        string file = Path.Combine(Folder, _name + ".csproj");
        File.WriteAllText(file, File.ReadAllText(file).Replace("</Project>", lines + "</Project>", StringComparison.Ordinal));
        return this;
    }

    /// <summary>Builds it in Release.</summary>
    public Task<CommandResult> BuildAsync(params IEnumerable<string> properties) =>
        DotNet.RunAsync(Folder, _products.Packages, ["build", "-c", "Release", .. properties.Select(property => $"-p:{property}")]);

    /// <summary>Has the code fixes of some diagnostics applied.</summary>
    public Task<CommandResult> FormatAsync(IEnumerable<string> diagnostics) =>
        DotNet.RunAsync(Folder, _products.Packages, ["format", "analyzers", "--no-restore", "--diagnostics", .. diagnostics]);

    /// <summary>Publishes it.</summary>
    /// <returns>The program's file.</returns>
    public async Task<string> PublishAsync(string framework, string runtimeIdentifier, params IEnumerable<string> properties)
    {
        string output = Path.Combine(Folder, "published", framework);
        (await DotNet.RunAsync(
            Folder,
            _products.Packages,
            ["publish", "-c", "Release", "-f", framework, "-r", runtimeIdentifier, "-o", output, .. properties.Select(property => $"-p:{property}")])).Expect("dotnet publish");
        return Path.Combine(output, _name);
    }

    /// <summary>Runs one of the build's targets, after fetching packages.</summary>
    /// <param name="target">Its name.</param>
    /// <param name="framework">For which framework.</param>
    /// <param name="properties">The build's properties.</param>
    /// <param name="printed">A property whose value afterwards is all that is printed; null for the usual output.</param>
    public async Task<CommandResult> RunTargetAsync(string target, string framework, IEnumerable<string> properties, string? printed = null)
    {
        (await DotNet.RunAsync(Folder, _products.Packages, ["restore"])).Expect("dotnet restore");
        return (await DotNet.RunAsync(
            Folder,
            _products.Packages,
            ["msbuild", $"-t:{target}", $"-p:TargetFramework={framework}", .. properties.Select(property => $"-p:{property}"), .. printed is null ? [] : (string[])[$"-getProperty:{printed}"]])).Expect(target);
    }

    /// <summary>Runs what was built, on this machine's runtime even if it is newer than what the project was built for.</summary>
    /// <param name="framework">For which framework.</param>
    /// <param name="arguments">The program's arguments.</param>
    public Task<CommandResult> RunAsync(string framework, params IEnumerable<string> arguments) => DotNet.RunAsync(
        Folder,
        packages: null,
        ["exec", "--roll-forward", "Major", Path.Combine(Folder, "bin", "Release", framework, _name + ".dll"), .. arguments]);
}
