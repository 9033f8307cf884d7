using System.Text;
using LinearGen.Tool.Commands;

// Arrows and other signs, whatever a console is set to.
Console.OutputEncoding = Encoding.UTF8;
return ToolCommands.Invoke(args);
