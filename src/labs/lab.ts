/** A lab as its `lab.md` describes it. All Markdown in it is the lab's own text, without the fenced blocks. */
export interface Lab {
  /** `<track>/<folder>`, unique among labs: progress is kept under it. */
  readonly id: string;
  readonly track: string;
  readonly title: string;
  readonly summary: string;
  /** How long reading and doing takes. */
  readonly minutes: number;
  readonly level: LabLevel;
  /** Ids of labs that come before this one. */
  readonly after: readonly string[];
  readonly objectives: readonly string[];
  /** Starter files, relative to the lab's folder; the learner works on copies of them. */
  readonly files: readonly string[];
  readonly cluster: LabCluster;
  /** `kubectl` command lines that take away what the lab made. */
  readonly cleanup: readonly string[];
  /** What stands before the first step. */
  readonly introduction: string;
  readonly steps: readonly Step[];
}

export type LabLevel = 'beginner' | 'intermediate' | 'advanced';

/** The cluster that a lab wants to find. */
interface LabCluster {
  readonly nodes: number;
}

/** *do*: work in the editor or terminal; *predict*: answer first, then look; *fix*: diagnose; *explore*: find out. */
export type StepKind = 'do' | 'predict' | 'fix' | 'explore';

/** One `##` heading of a lab. */
export interface Step {
  /** Unique in its lab; from the title unless the step block names one. */
  readonly id: string;
  readonly title: string;
  readonly kind: StepKind;
  readonly markdown: string;
  /** The answers that a *predict* step offers; the step passes once one was chosen, right or wrong. */
  readonly choices: readonly Choice[];
  /** All must pass; none means that reading is all there is to do. */
  readonly checks: readonly Check[];
  readonly misconceptions: readonly Misconception[];
  /** A ladder: opened one by one. */
  readonly hints: readonly string[];
  readonly solution?: Solution;
  /** Shown after the step has passed. */
  readonly explain?: string;
}

export interface Choice {
  readonly text: string;
  readonly right: boolean;
  readonly reply: string;
}

/** What a step asks for: where to look, and what must be found there. */
export interface Check {
  /** What it is about in the learner's words; made from the rest where the author gives none. */
  readonly title?: string;
  readonly source: CheckSource;
  readonly expectation: Expectation;
  /** What is missing, in a plain sentence that is shown when it fails; made from the rest where the author gives none. */
  readonly otherwise?: string;
  /** Why it matters; shown when it fails. */
  readonly why?: string;
}

/** Where a check looks. */
export type CheckSource =
  | {
      readonly type: 'object';
      readonly apiVersion: string;
      readonly kind: string;
      readonly name: string;
      readonly namespace: string;
      /** As in `spec.containers[name=app].image`; empty for the whole object. */
      readonly path: string;
    }
  | { readonly type: 'logs'; readonly pod: string; readonly container?: string; readonly namespace: string }
  /** `command` is what one types after the prompt: `kubectl get pods`. Looks at the output. */
  | { readonly type: 'kubectl'; readonly command: string }
  /** A file of the learner, relative to the lab's folder. */
  | { readonly type: 'file'; readonly path: string };

export type Scalar = string | number | boolean;

/**
 * What must be found. With several values (`[*]` in a path) one that fits is enough.
 * `sharesWith` is another path into the same object that must lead to one of the same values.
 */
export type Expectation =
  | { readonly operator: 'equals'; readonly value: Scalar }
  | { readonly operator: 'exists'; readonly value: boolean }
  | { readonly operator: 'matches'; readonly value: string }
  | { readonly operator: 'contains'; readonly value: Scalar }
  | { readonly operator: 'lacks'; readonly value: Scalar }
  | { readonly operator: 'atLeast'; readonly value: number }
  | { readonly operator: 'sharesWith'; readonly value: string };

/** A typical wrong state and what to say to it. The first whose conditions all hold is answered. */
export interface Misconception {
  readonly when: readonly Condition[];
  /** Markdown. */
  readonly answer: string;
}

/** A check, or, with `negated`, its opposite. */
export interface Condition {
  readonly check: Check;
  readonly negated: boolean;
}

/** One way to the goal, for *show me* and for the test that the lab can be done. */
export interface Solution {
  /** The learner's file, and the file of the lab's folder whose text it gets. */
  readonly files: readonly { readonly path: string; readonly from: string }[];
  /** `kubectl` command lines, in order. */
  readonly commands: readonly string[];
}
