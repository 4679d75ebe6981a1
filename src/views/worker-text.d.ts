/** A page may start no file as a worker, so that it holds the bundle of its workers as text: see esbuild.js. */
declare module '*-worker?text' {
  const text: string;
  export default text;
}
