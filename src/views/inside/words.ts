/** How parts of the model are written. */

/** A head by its place: L3H2. */
export const headName = (layer: number, head: number): string => `L${layer}H${head}`;

/** A path without its folders. */
export const fileName = (file: string): string => file.split(/[\\/]/).at(-1) ?? file;
