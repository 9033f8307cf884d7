using System.Reflection;

namespace LinearGen.Package.Tests.Api;

/// <summary>An assembly's public surface as text: a line for each type and each member that users can call or override.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The lines, in the order of their characters.</summary>
    /// <param name="assembly">Whose surface.</param>
    /// <param name="belongs">Of which namespaces.</param>
    public static IReadOnlyList<string> Lines(Assembly assembly, Predicate<string> belongs) =>
        [.. assembly.GetTypes().Where(type => IsVisible(type) && belongs(type.Namespace!)).SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        yield return TypeLine(type);
        string owner = ApiNames.Of(type);
        foreach (MemberInfo member in type.GetMembers(Declared))
        {
            string? line = member switch
            {
                FieldInfo { IsSpecialName: false } field when IsVisible(field.Attributes) => Field(owner, field),
                ConstructorInfo constructor when IsVisible(constructor) && !constructor.IsStatic => $"{Access(constructor)}{owner}.new{Parameters(constructor)}",
                MethodInfo method when IsVisible(method) && !IsAccessor(method) => Method(owner, method),
                PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsVisible) => Property(owner, property),
                EventInfo { AddMethod: { } add } happening when IsVisible(add) =>
                    $"{Access(add)}{Modifiers(add)}event {owner}.{happening.Name} -> {ApiNames.Of(happening.EventHandlerType!)}",
                _ => null,
            };
            if (line is not null)
            {
                yield return line;
            }
        }
    }

    private static string TypeLine(Type type)
    {
        string kind =
            typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsInterface ? "interface"
            : type.IsEnum ? "enum"
            : type.IsValueType ? (type.IsByRefLike ? "ref struct" : "struct")
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        IEnumerable<Type> bases = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? [parent] : [];
        bases = bases.Concat(type.IsEnum ? [] : type.GetInterfaces().Where(IsVisible));
        string[] names = [.. bases.Select(ApiNames.Of).Order(StringComparer.Ordinal)];
        return $"{kind} {ApiNames.Of(type)}{(names.Length > 0 ? " : " + string.Join(", ", names) : "")}{ApiNames.Constraints(type.GetGenericArguments())}";
    }

    private static string Field(string owner, FieldInfo field)
    {
        string value = field.IsLiteral ? $" = {ApiNames.Literal(field.GetRawConstantValue())}" : "";
        string kind = field.IsLiteral ? "const " : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}";
        return $"{(field.IsPublic ? "" : "protected ")}{kind}{owner}.{field.Name}{value} -> {ApiNames.Of(new NullabilityInfoContext().Create(field))}";
    }

    private static string Method(string owner, MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(ApiNames.Of))}>" : "";
        return $"{Access(method)}{Modifiers(method)}{owner}.{method.Name}{generic}{Parameters(method)} -> {Result(method.ReturnParameter)}{ApiNames.Constraints(method.GetGenericArguments())}";
    }

    private static string Property(string owner, PropertyInfo property)
    {
        MethodInfo[] accessors = [.. property.GetAccessors(nonPublic: true).Where(IsVisible)];
        MethodInfo first = accessors[0];
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length > 0 ? $"this[{string.Join(", ", index.Select(Parameter))}]" : property.Name;
        bool isRequired = property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute));
        string set = property.SetMethod is { } setter && IsVisible(setter)
            ? $" {Access(setter)}{(setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") ? "init" : "set")};"
            : "";
        string get = property.GetMethod is { } getter && IsVisible(getter) ? " get;" : "";
        return $"{Access(first)}{Modifiers(first)}{(isRequired ? "required " : "")}{owner}.{name} {{{get}{set} }} -> {(property.PropertyType.IsByRef ? "ref " : "")}{ApiNames.Of(new NullabilityInfoContext().Create(property))}";
    }

    private static string Parameters(MethodBase method) => $"({string.Join(", ", method.GetParameters().Select(Parameter))})";

    private static string Parameter(ParameterInfo parameter)
    {
        string way = parameter switch
        {
            { ParameterType.IsByRef: false } => parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(System.Runtime.CompilerServices.ParamCollectionAttribute)) ? "params " : "",
            { IsOut: true } => "out ",
            { IsIn: true } => "in ",
            _ => "ref ",
        };
        string value = parameter.HasDefaultValue ? $" = {ApiNames.Literal(parameter.RawDefaultValue)}" : "";
        return $"{way}{ApiNames.Of(new NullabilityInfoContext().Create(parameter))} {parameter.Name}{value}";
    }

    private static string Result(ParameterInfo result) =>
        $"{(result.ParameterType.IsByRef ? "ref " : "")}{ApiNames.Of(new NullabilityInfoContext().Create(result))}";

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        bool overrides = method.GetBaseDefinition() != method;
        string how = (method.IsAbstract, overrides, method.IsVirtual && !method.IsFinal) switch
        {
            (true, _, _) => method.DeclaringType!.IsInterface && !method.IsStatic ? "" : "abstract ",
            (_, true, _) => method.IsFinal ? "sealed override " : "override ",
            (_, _, true) => "virtual ",
            _ => "",
        };
        return (method.IsStatic ? "static " : "") + how;
    }

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static bool IsVisible(Type type) =>
        type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!) : type.IsPublic;
}
