using System.Security;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace LinearGen.Tool.Writing;

/// <summary>Writes the lines that a project needs for an imported class: a copy of the weights beside the program, where the class's Load() looks, and the package.</summary>
internal static class ProjectLines
{
    private const string Package = "LinearGen";

    /// <summary>The lines, with others that say where they go.</summary>
    /// <param name="folder">The folder that the class was written to.</param>
    /// <param name="weights">The name of the file of weights; null if they are part of the program.</param>
    public static IReadOnlyList<string> Of(string folder, string? weights)
    {
        string place = Path.GetFullPath(folder);
        string? project = ProjectAbove(place);
        List<string> lines = [];
        if (weights is not null)
        {
            string path = project is null ? weights : Path.GetRelativePath(Path.GetDirectoryName(project)!, Path.Combine(place, weights)).Replace('\\', '/');

            // A copy keeps the folders that lead to its file, unless told where to go.
            string target = path == weights ? "" : $" TargetPath=\"{Escape(weights)}\"";
            lines.Add(project is null
                ? $"The project has to copy the weights to where Load() looks, beside the program; with the path to {weights} from the project file:"
                : $"The project has to copy the weights to where Load() looks, beside the program; in {Path.GetFileName(project)}:");
            lines.Add("  <ItemGroup>");
            lines.Add($"    <None Update=\"{Escape(path)}\"{target} CopyToOutputDirectory=\"PreserveNewest\" />");
            lines.Add("  </ItemGroup>");
        }

        if (project is not null && !RefersToPackage(project))
        {
            lines.Add($"{Path.GetFileName(project)} needs the package {Package}: dotnet add package {Package}");
        }

        return lines;
    }

    /// <summary>The nearest project file in a folder or above it.</summary>
    private static string? ProjectAbove(string folder)
    {
        for (DirectoryInfo? place = new(folder); place is not null; place = place.Parent)
        {
            try
            {
                if (place.Exists && place.EnumerateFiles("*.csproj").Select(file => file.FullName).Order(StringComparer.Ordinal).FirstOrDefault() is { } project)
                {
                    return project;
                }
            }
            catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException or SecurityException)
            {
                // A folder that cannot be read has no project for us.
                return null;
            }
        }

        return null;
    }

    private static bool RefersToPackage(string project)
    {
        try
        {
            return XDocument.Load(project).Descendants().Any(item =>
                item.Name.LocalName is "PackageReference" or "ProjectReference" && ((string?)item.Attribute("Include"))?.Contains(Package, StringComparison.Ordinal) == true);
        }
        catch (Exception mistake) when (mistake is XmlException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A path for an attribute of a project file, in which some signs have another meaning.</summary>
    public static string Escape(string path)
    {
        StringBuilder escaped = new();
        foreach (char sign in path)
        {
            escaped.Append("%$@'();?*".Contains(sign, StringComparison.Ordinal) ? $"%{(int)sign:X2}" : sign.ToString());
        }

        return SecurityElement.Escape(escaped.ToString());
    }
}
