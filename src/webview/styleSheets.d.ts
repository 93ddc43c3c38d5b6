/** A style sheet of a package; the bundler makes a text of it. */
declare module '*.css' {
  const text: string;
  export default text;
}
