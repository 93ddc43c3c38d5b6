/** Ways out of the middle of a script. They are thrown inside of the interpreter and never leave it. */
export class Jump {}

/** `break` and `continue`. */
export class LoopJump extends Jump {
  readonly kind: 'break' | 'continue';
  /** How many loops it still concerns. */
  levels: number;

  constructor(kind: 'break' | 'continue', levels: number) {
    super();
    this.kind = kind;
    this.levels = levels;
  }
}

/** `return` from a function or a sourced file. */
export class ReturnJump extends Jump {
  readonly status: number;

  constructor(status: number) {
    super();
    this.status = status;
  }
}

/** The end of the shell: `exit`, `set -e`, an error that a script does not survive. */
export class ExitJump extends Jump {
  readonly status: number;

  constructor(status: number) {
    super();
    this.status = status;
  }
}

/** The end of a shell because of an error; one that talks with a person goes on. */
export class ErrorJump extends ExitJump {}

/** Ctrl-C, where the shell talks with a person. */
export class InterruptJump extends ErrorJump {
  constructor() {
    super(130);
  }
}
