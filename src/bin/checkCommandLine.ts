/** What the check of manifests was asked for. */
export interface CheckCommand {
  readonly format: 'human' | 'json';
  /** Whether the files belong together and are all there is, or each stands alone. */
  readonly extent: 'each' | 'together';
  /** Files or folders; `-` is standard input. */
  readonly paths: readonly string[];
}

/** What is printed where the command line is wrong, and for `--help`. */
export const checkUsage = `usage: npm run -s check-manifests -- [--format human|json] [--relations] FILE…

Says of Kubernetes manifests what the editor says: what is no YAML, what the API server would refuse, and advice.
A FILE is a file, a folder (its .yaml, .yml and .json files, those of folders inside too), or - for standard input.

  --format human|json  lines for people, which is the default, or a JSON array
  --relations          checks the files together: what they name and do not have is missing
  --help               prints this

The exit code is 0 without errors, 1 with errors, and 2 where a file cannot be read or the command is wrong.
`;

/** Reads the arguments after the program's name; a text says what is wrong with them. */
export function parseCheckCommand(args: readonly string[]): CheckCommand | 'help' | { readonly problem: string } {
  let format: string = 'human';
  let extent: CheckCommand['extent'] = 'each';
  const paths: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] as string;
    if (argument === '--') {
      paths.push(...args.slice(index + 1));
      break;
    }
    if (argument === '--help' || argument === '-h') return 'help';
    if (argument === '--relations') extent = 'together';
    else if (argument === '--format' || argument.startsWith('--format=')) {
      format = argument === '--format' ? (args[++index] ?? '') : argument.slice('--format='.length);
      if (format !== 'human' && format !== 'json') return { problem: `--format ${format}: human or json is wanted` };
    } else if (argument === '-' || !argument.startsWith('-')) paths.push(argument);
    else return { problem: `unknown option ${argument}` };
  }
  if (paths.length === 0) return { problem: 'no files are named' };
  return { format: format as CheckCommand['format'], extent, paths };
}
