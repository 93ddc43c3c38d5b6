import { kustomizeFlag } from './commonFlags.ts';
import type { FlagDeclaration, ParsedFlags } from './flags.ts';
import type { KubectlHost } from './host.ts';

/** The groups under which `kubectl --help` lists verbs, in its order. */
export const verbGroups = [
  'Basic Commands (Beginner)',
  'Basic Commands (Intermediate)',
  'Deploy Commands',
  'Cluster Management Commands',
  'Troubleshooting and Debugging Commands',
  'Advanced Commands',
  'Settings Commands',
  'Other Commands',
] as const;

/** One verb of kubectl. A new one is a file in `verbs/` and a line in `verbs.ts`. */
export interface Verb {
  readonly name: string;
  /** Other words for it (`deploy`). */
  readonly aliases?: readonly string[];
  readonly group: (typeof verbGroups)[number];
  /** One line for the list of verbs. */
  readonly summary: string;
  /** What stands after `kubectl` in the last lines of `--help`. */
  readonly usage: string;
  /** Each with a comment of its own. */
  readonly examples: readonly { readonly comment: string; readonly command: string }[];
  readonly flags: readonly FlagDeclaration[];
  /** Verbs below this one (`config view`). */
  readonly verbs?: readonly Verb[];
  /** Whether the command fails, after its help, where no verb below it is named. */
  readonly failsAlone?: true;
  /** Runs the command; throws a `CommandError` where it fails. The exit code is 0 unless it returns another. */
  run(flags: ParsedFlags, host: KubectlHost): Promise<number | undefined>;
}

/** The flags of a verb: what takes manifests knows `-k` too. */
export function flagsOf(verb: Verb): readonly FlagDeclaration[] {
  return verb.flags.some(({ name }) => name === 'filename') ? [...verb.flags, kustomizeFlag] : verb.flags;
}
