using System.Text;
using LinearGen.Tool.Commands;

// Arrows and other signs, in every setting of the console.
Console.OutputEncoding = Encoding.UTF8;
return ToolCommands.Invoke(args);
