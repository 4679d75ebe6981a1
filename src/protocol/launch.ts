/** What a person may say in a launch configuration of type `stepformer`; package.json describes each. */
export interface LaunchConfiguration {
  /** The program: a .c, .wat or .wasm file. */
  readonly program?: string;
  /** Several C files that are compiled together, in place of `program`. */
  readonly files?: readonly string[];
  readonly args?: readonly string[];
  /**
   * What the program reads from its standard input: a file's path, or the text itself where there is no such
   * file and it does not look like one. Without it a person types it while the program runs.
   */
  readonly stdin?: string;
  /** Where the program writes and a person types. */
  readonly console?: 'internalConsole' | 'integratedTerminal' | 'externalTerminal';
  /** A directory whose files the program may open; relative to the folder of the program. */
  readonly directory?: string;
  /** Whether the program may change what is in `directory`. */
  readonly directoryWritable?: boolean;
  /** The program's environment: values by name. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folders in which headers are looked for; relative to the folder of the program. */
  readonly includePaths?: readonly string[];
  /** Macros, each `NAME` or `NAME=value`. */
  readonly defines?: readonly string[];
  /** Path of a compile_commands.json; empty for none. Without it, one above the program is looked for. */
  readonly compileCommands?: string;
  /** Where sources lie: paths in the debug information and on this machine. */
  readonly sourceMap?: Readonly<Record<string, string>>;
  readonly stopOnEntry?: boolean;
  /** Whether the machine stops once more before the program ends, so that one can still go back. */
  readonly stopOnExit?: boolean;
  /** Whether steps pass by functions without C source; default true. */
  readonly justMyCode?: boolean;
  /** Flags for the C compiler in place of the usual `-O0`; `-g` is always given. */
  readonly cflags?: readonly string[];
  /** Path of a clang of the person's own; empty or absent for the bundled one. */
  readonly compiler?: string;
  /** The run ends after that many generated tokens. */
  readonly maxTokens?: number;
  /** The run ends when the KV cache takes more, in MiB. */
  readonly maxMemory?: number;
  /** The run ends when the program has written more, in bytes. */
  readonly maxOutput?: number;
  /** The C compiler is stopped after so many seconds. */
  readonly compileTimeout?: number;
  readonly noDebug?: boolean;
}
