/** A lab as its `lab.md` describes it. All Markdown in it is the lab's own text, without the fenced blocks. */
export interface Lab {
  /** `<track>/<folder>`, unique among labs: progress is kept under it. */
  readonly id: string;
  readonly track: string;
  /** The Namespace that the lab plays in: its folder's name. */
  readonly namespace: string;
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
  /** What stands before the first step. */
  readonly introduction: string;
  readonly steps: readonly Step[];
}

export type LabLevel = 'beginner' | 'intermediate' | 'advanced';

/** The cluster that a lab wants to find. */
interface LabCluster {
  /** As many Nodes at least. */
  readonly nodes: number;
  /** Further Namespaces: they come with the lab's own and go with it. */
  readonly namespaces: readonly string[];
  /** `kubectl` command lines that run when the lab begins. */
  readonly setup: readonly string[];
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
  /** `kubectl` command lines that run when the step is first opened: what it finds broken, for instance. */
  readonly setup: readonly string[];
  /** What an *explore* step asks; the learner types the answer. */
  readonly question?: string;
  /** The answers that a *predict* step offers. */
  readonly choices: readonly Choice[];
  /** Of a *predict* step: what to look at, shown after the choice. Right or wrong is told when it was seen. */
  readonly observe?: readonly ProsePart[];
  /** All must pass. */
  readonly checks: readonly Check[];
  readonly misconceptions: readonly Misconception[];
  /** A ladder: opened one by one. */
  readonly hints: readonly Hint[];
  readonly solution?: Solution;
  /** Shown after the step has passed. */
  readonly explain?: readonly ProsePart[];
}

export interface Choice {
  readonly text: string;
  readonly right: boolean;
  readonly reply: string;
}

/** A piece of a text that shows live things between its words. */
export type ProsePart = { readonly type: 'markdown'; readonly text: string } | FigurePart;

/** A live thing between words. */
export type FigurePart =
  /** The Pod's diagram, or what happened to it. */
  | { readonly type: 'diagram' | 'trace'; readonly of: PodReference }
  /** Where Services lead. */
  | { readonly type: 'map'; readonly of: ServiceReference }
  /** What became of the last request of a Pod, or of its last look-up of a name. */
  | { readonly type: 'request' | 'lookup'; readonly of: RequestReference }
  /** What a HorizontalPodAutoscaler did over time, and how it reckoned. */
  | { readonly type: 'autoscaler'; readonly of: AutoscalerReference };

/** A HorizontalPodAutoscaler, and which of its looks is explained. */
export interface AutoscalerReference {
  readonly hpa: string;
  /** The lab's own where missing. */
  readonly namespace?: string;
  /** The last look that came to this size; the newest of all where it is missing, or where there was none. */
  readonly replicas?: number;
}

/** A Service, or all of a Namespace. */
export interface ServiceReference {
  readonly service?: string;
  /** The lab's own where missing. */
  readonly namespace?: string;
}

/** The requests that a Pod has sent: all, or those to a name, or through a Service. */
export interface RequestReference extends PodReference {
  readonly name?: string;
  readonly service?: string;
}

/** A Pod by its name or, with a label selector, the first that fits. */
export interface PodReference {
  readonly pod?: string;
  readonly selector?: string;
  /** The lab's own where missing. */
  readonly namespace?: string;
}

/** A container to look from. */
export interface ContainerReference extends PodReference {
  readonly container?: string;
}

/** What a step asks for: where to look, and what must be found there. */
export interface Check {
  /** What it is about in the learner's words; made from the rest where the author gives none. */
  readonly title?: string;
  readonly source: CheckSource;
  readonly expectation: Expectation;
  /** How long after its making, in virtual time, what is looked at may take to come to it. */
  readonly withinMs?: number;
  /** How long it must have held without a break, in virtual time. */
  readonly forMs?: number;
  /** What is missing, in a plain sentence that is shown when it fails; made from the rest where the author gives none. */
  readonly otherwise?: string;
  /** Why it matters; shown when it fails. */
  readonly why?: string;
}

/** Where a check looks. A `path` is kubectl's JSONPath; empty for the whole. Objects without a namespace are the lab's. */
export type CheckSource =
  | {
      readonly type: 'object';
      readonly apiVersion: string;
      readonly kind: string;
      readonly namespace?: string;
      readonly path: string;
      /** One of the two: an object, or the list of those that fit. */
      readonly name?: string;
      readonly selector?: string;
    }
  /** The messages of an object's Events, the newest last. */
  | {
      readonly type: 'events';
      readonly kind: string;
      readonly name: string;
      readonly namespace?: string;
      readonly reason?: string;
      readonly eventType?: string;
    }
  | { readonly type: 'logs'; readonly from: ContainerReference; readonly life: 'current' | 'previous' }
  /** `command` is what one types after the prompt: `kubectl get pods`. Looks at the output. */
  | { readonly type: 'kubectl'; readonly command: string }
  /** A file of the learner, relative to the lab's folder. */
  | { readonly type: 'file'; readonly path: string }
  /** A request from inside a container. */
  | {
      readonly type: 'http';
      readonly from: ContainerReference;
      readonly url: string;
      readonly method: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly path: string;
    }
  /** A look-up from inside a container. */
  | {
      readonly type: 'dns';
      readonly from: ContainerReference;
      readonly name: string;
      readonly recordType: string;
      readonly path: string;
    }
  /** The requests that a Pod has sent: all, or those to a name, or through a Service. */
  | {
      readonly type: 'traffic';
      readonly from: PodReference;
      readonly name?: string;
      readonly service?: string;
      readonly path: string;
    }
  /** What the learner typed as the answer. */
  | { readonly type: 'typed' };

export type Scalar = string | number | boolean;

/**
 * What must be found. With several values one that fits is enough, with `every` all must.
 * `sharesWith` is another path into the same object that must lead to one of the same values; `answered` asks that the
 * learner has typed one of the values, `changed` that they are others than when the step was opened.
 */
export type Expectation = { readonly every?: true } & (
  | { readonly operator: 'equals'; readonly value: Scalar }
  | { readonly operator: 'oneOf'; readonly value: readonly Scalar[] }
  | { readonly operator: 'exists'; readonly value: boolean }
  | { readonly operator: 'matches'; readonly value: string }
  | { readonly operator: 'contains'; readonly value: Scalar }
  | { readonly operator: 'lacks'; readonly value: Scalar }
  | { readonly operator: 'atLeast'; readonly value: number }
  | { readonly operator: 'atMost'; readonly value: number }
  | { readonly operator: 'count'; readonly value: number }
  | { readonly operator: 'sharesWith'; readonly value: string }
  | { readonly operator: 'answered'; readonly value: true }
  | { readonly operator: 'changed'; readonly value: true }
);

/** A typical wrong state and what to say to it. The first whose conditions all hold is answered. */
export interface Misconception {
  readonly when: readonly Condition[];
  /** Markdown. */
  readonly answer: string;
  /** How a learner gets there, for the proof that it is recognised. */
  readonly example?: WrongWay;
}

/** A check, or, with `negated`, its opposite. */
export interface Condition {
  readonly check: Check;
  readonly negated: boolean;
}

/** A rung of a step's ladder of hints. */
export interface Hint {
  /** Markdown. */
  readonly text: string;
  /** Where all hold, the hint is offered. */
  readonly when: readonly Condition[];
}

/** One way to the goal, for *show me* and for the test that the lab can be done. */
export interface Solution {
  readonly files: readonly LabText[];
  /** `kubectl` command lines, in order. */
  readonly commands: readonly string[];
}

/** The learner's file, and the file of the lab's folder whose text it gets. */
export interface LabText {
  readonly path: string;
  readonly from: string;
}

/** A way into a misconception: from where the step begins, with the solution's files in place unless said otherwise. */
export interface WrongWay {
  /** Whole files instead of the solution's. */
  readonly files: readonly LabText[];
  readonly edits: readonly { readonly file: string; readonly replace: string; readonly with: string }[];
  /** Instead of the solution's. */
  readonly commands?: readonly string[];
  /** The wrong answer; a kubectl command stands for what it prints. */
  readonly typed?: string;
  /** Whether the files begin as the solution's, or stay as they were before the step. */
  readonly filesBefore: 'solution' | 'untouched';
}
