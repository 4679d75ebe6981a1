/** Writing WebAssembly at run time: an expression tree, and modules that are encoded or printed from it. */
export { FunctionBuilder, type Type, type Variable } from './function';
export * from './instruction';
export { ModuleBuilder } from './module';
