using System.Globalization;
using System.Reflection;

namespace LinearGen.Package.Tests.Api;

/// <summary>How types and constants are written in the public surface's text: as in C#, with their namespaces.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(char)] = "char", [typeof(double)] = "double",
        [typeof(float)] = "float", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(nint)] = "nint", [typeof(object)] = "object",
        [typeof(short)] = "short", [typeof(string)] = "string", [typeof(uint)] = "uint", [typeof(ulong)] = "ulong",
    };

    /// <summary>A type, with ? where null is allowed.</summary>
    public static string Of(NullabilityInfo info)
    {
        Type type = info.Type;
        string name = type switch
        {
            { IsByRef: true } or { IsGenericParameter: true } => Of(type),
            { IsArray: true } => $"{Of(info.ElementType!)}[{new string(',', type.GetArrayRank() - 1)}]",
            { IsGenericType: true } when Nullable.GetUnderlyingType(type) is null => Generic(type, [.. info.GenericTypeArguments.Select(Of)]),
            _ => Of(type),
        };
        return name + (info.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "");
    }

    /// <summary>A type.</summary>
    public static string Of(Type type) => type switch
    {
        { IsByRef: true } or { IsPointer: true } => Of(type.GetElementType()!) + (type.IsPointer ? "*" : ""),
        { IsArray: true } => $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]",
        { IsGenericParameter: true } => type.Name,
        { IsGenericType: true } => Nullable.GetUnderlyingType(type) is { } value ? $"{Of(value)}?" : Generic(type, [.. type.GetGenericArguments().Select(Of)]),
        _ => Keywords.TryGetValue(type, out string? keyword) ? keyword : Qualified(type, type.Name),
    };

    /// <summary>What type arguments must be, or nothing.</summary>
    public static string Constraints(IEnumerable<Type> parameters) => string.Concat(parameters.Select(Constraint));

    /// <summary>A constant.</summary>
    public static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Constraint(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        List<string> parts = [];
        bool isUnmanaged = parameter.GetCustomAttributesData().Any(data => data.AttributeType.Name == "IsUnmanagedAttribute");
        if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            parts.Add(isUnmanaged ? "unmanaged" : "struct");
        }
        else if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            parts.Add("class");
        }

        parts.AddRange(parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Of).Order(StringComparer.Ordinal));
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            parts.Add("new()");
        }

        if (attributes.HasFlag(GenericParameterAttributes.AllowByRefLike))
        {
            parts.Add("allows ref struct");
        }

        return parts.Count > 0 ? $" where {parameter.Name} : {string.Join(", ", parts)}" : "";
    }

    private static string Generic(Type type, string[] arguments)
    {
        // A nested type has its owner's parameters too, and they come first.
        int own = arguments.Length - (type.DeclaringType?.GetGenericArguments().Length ?? 0);
        string name = type.Name.Split('`')[0];
        return Qualified(type, own > 0 ? $"{name}<{string.Join(", ", arguments[^own..])}>" : name);
    }

    private static string Qualified(Type type, string name) =>
        type.DeclaringType is { } owner ? $"{Of(owner)}.{name}" : string.IsNullOrEmpty(type.Namespace) ? name : $"{type.Namespace}.{name}";
}
