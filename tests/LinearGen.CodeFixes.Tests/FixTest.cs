using System.Collections.Immutable;
using LinearGen.Generator;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.CodeFixes.Tests;

/// <summary>A project in memory, as an editor holds it: documents, generators, and fixes that are applied to it.</summary>
internal sealed class FixTest
{
    /// <summary>A project without files. All tests start from it, so that its references are read once.</summary>
    private static readonly Project Empty = CreateEmpty();

    private readonly DiagnosticAnalyzer? _analyzer;

    private readonly ProjectId? _library;

    /// <summary>A project of files <c>Source0.cs</c> and so on.</summary>
    /// <param name="sources">Their texts.</param>
    /// <param name="analyzer">What reports besides the generators.</param>
    /// <param name="library">The text of the only file of another project, which this one refers to.</param>
    public FixTest(string[] sources, DiagnosticAnalyzer? analyzer = null, string? library = null)
    {
        _analyzer = analyzer;
        Solution solution = Empty.Solution;
        for (int n = 0; n < sources.Length; n++)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(Empty.Id), $"Source{n}.cs", SourceText.From(sources[n]), filePath: $"Source{n}.cs");
        }

        if (library is not null)
        {
            _library = ProjectId.CreateNewId();
            solution = solution
                .AddProject(Describe(_library, "Library", Empty.MetadataReferences))
                .AddProjectReference(Empty.Id, new ProjectReference(_library))
                .AddDocument(DocumentId.CreateNewId(_library), "Library.cs", SourceText.From(library), filePath: "Library.cs");
        }

        Solution = solution;
    }

    /// <summary>The project as it is now.</summary>
    public Solution Solution { get; private set; }

    private Project Project => Solution.GetProject(Empty.Id)!;

    /// <summary>The texts of the files now.</summary>
    public string[] Texts() => TextsOf(Project);

    /// <summary>The text of the other project's file now.</summary>
    public string LibraryText() => Assert.Single(TextsOf(Solution.GetProject(_library!)!));

    /// <summary>What generators, analyzer and compiler have to say, errors only.</summary>
    public Task<ImmutableArray<Diagnostic>> ErrorsAsync() => ErrorsAsync(Project);

    private static string[] TextsOf(Project project) => [.. project.Documents.Select(document => document.GetTextAsync().Result.ToString())];

    private async Task<ImmutableArray<Diagnostic>> ErrorsAsync(Project project)
    {
        CSharpCompilation compilation = (CSharpCompilation)(await project.GetCompilationAsync())!;
        GeneratorResult result = GeneratorHarness.Run(WithoutGenerated(compilation));
        ImmutableArray<Diagnostic> ofAnalyzer = _analyzer is null ? [] : await compilation.WithAnalyzers([_analyzer]).GetAnalyzerDiagnosticsAsync();
        return [.. result.Diagnostics, .. ofAnalyzer, .. result.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
    }

    /// <summary>The names of the fixes that are offered for the first diagnostic of an ID.</summary>
    public async Task<string[]> TitlesAsync(CodeFixProvider fix, string id) =>
        [.. (await ActionsAsync(fix, (await ErrorsAsync()).First(diagnostic => diagnostic.Id == id))).Select(action => action.Title)];

    /// <summary>Applies a fix to the first diagnostic of an ID.</summary>
    public async Task ApplyAsync(CodeFixProvider fix, string id)
    {
        Diagnostic diagnostic = (await ErrorsAsync()).Where(diagnostic => diagnostic.Id == id).OrderBy(diagnostic => diagnostic.Location.SourceSpan).First();
        await ApplyAsync(Assert.Single(await ActionsAsync(fix, diagnostic)));
    }

    /// <summary>Applies a fix to all diagnostics of its IDs at once.</summary>
    public async Task ApplyToAllAsync(CodeFixProvider fix, FixAllScope scope)
    {
        Dictionary<ProjectId, ImmutableArray<Diagnostic>> reported = [];
        foreach (Project project in Solution.Projects)
        {
            reported.Add(project.Id, await ErrorsAsync(project));
        }

        FixAllContext context = new(
            Project.Documents.First(),
            fix,
            scope,
            fix.GetType().Name,
            fix.FixableDiagnosticIds,
            new Reported(reported),
            CancellationToken.None);
        await ApplyAsync((await fix.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    private async Task ApplyAsync(CodeAction action)
    {
        CodeActionOperation operation = Assert.Single(await action.GetOperationsAsync(CancellationToken.None));
        Solution = Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution;
    }

    private async Task<List<CodeAction>> ActionsAsync(CodeFixProvider fix, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        Document document = Solution.GetDocument(diagnostic.Location.SourceTree)!;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    /// <summary>The files of the project without what is generated from them.</summary>
    private CSharpCompilation WithoutGenerated(CSharpCompilation compilation) =>
        compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(tree => Solution.GetDocument(tree) is null or SourceGeneratedDocument));

    private static Project CreateEmpty()
    {
        CSharpCompilation model = GeneratorHarness.CreateCompilation();
        ProjectId id = ProjectId.CreateNewId();
        Project project = new AdhocWorkspace().CurrentSolution.AddProject(Describe(id, "Layers", model.References)).GetProject(id)!;
        Assert.Empty(project.GetCompilationAsync().Result!.GetDiagnostics());
        return project;
    }

    private static ProjectInfo Describe(ProjectId id, string name, IEnumerable<MetadataReference> references) => ProjectInfo.Create(
        id,
        VersionStamp.Default,
        name,
        name,
        LanguageNames.CSharp,
        compilationOptions: GeneratorHarness.CreateCompilation().Options,
        parseOptions: GeneratorHarness.ParseOptions,
        metadataReferences: references,
        analyzerReferences: [new Generators()]);

    private sealed class Reported(Dictionary<ProjectId, ImmutableArray<Diagnostic>> all) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(all[project.Id]);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return all[document.Project.Id].Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(all[project.Id].Where(diagnostic => !diagnostic.Location.IsInSource));
    }

    /// <summary>LinearGen's generators as a project refers to them.</summary>
    private sealed class Generators : AnalyzerReference
    {
        /// <summary>The workspace asks again and again, and knows them by reference.</summary>
        private readonly ImmutableArray<ISourceGenerator> _generators = [new LinearLayerGenerator().AsSourceGenerator(), new StageGenerator().AsSourceGenerator(), new SequentialGenerator().AsSourceGenerator()];

        public override string FullPath => "LinearGen.Generator.dll";

        public override object Id => nameof(Generators);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => _generators;
    }
}
