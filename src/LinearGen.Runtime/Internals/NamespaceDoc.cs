namespace LinearGen.Internals;

/// <summary>
/// The memory-unsafe types that generated code calls. Their members trust their arguments and access memory without bounds checks; call them
/// from nowhere else. They may change with every version.
/// </summary>
internal static class NamespaceDoc;
