/** Gives a module the memory, the table and the globals that it imports, or refuses it by their names. */
import { BuildError } from './errors';
import type { ImportName, Module, ModuleGlobal } from './module';

/** What a host has for imports; functions are `link`'s concern. */
export interface Provider {
  /** A global of that type, or `undefined` where there is none. */
  global(name: ImportName, wanted: ModuleGlobal): ModuleGlobal | undefined;
}

/** What every program finds: no globals. A memory or table that is only wanted to be there is made. */
const NOTHING: Provider = { global: () => undefined };

/** Returns the module without imports other than functions. Throws a `BuildError` that names one nothing provides. */
export function provide(module: Module, provider: Provider = NOTHING): Module {
  const { memory, tables } = module;
  return {
    ...module,
    globals: module.globals.map((global): ModuleGlobal => {
      if (!global.imported) return global;
      const provided = provider.global(global.imported, global);
      if (!provided) throw notProvided('global', global.imported);
      return { ...provided, imported: undefined };
    }),
    memory: memory && { ...memory, imported: undefined },
    tables: tables.map((table) => ({ ...table, imported: undefined })),
  };
}

function notProvided(kind: string, { module, field }: ImportName): BuildError {
  return new BuildError(
    `The module imports the ${kind} "${module}.${field}", and nothing provides it: define the ${kind} in the module itself.`,
  );
}
