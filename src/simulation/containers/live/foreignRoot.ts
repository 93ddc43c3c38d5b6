import { Directory } from '../filesystem.ts';
import type { MountNamespace } from '../mountNamespace.ts';

/** `/proc/PID/root`: the file tree as another process sees it. */
export class ForeignRoot extends Directory {
  readonly mounts: MountNamespace;
  readonly mayEnter: boolean;

  constructor(mounts: MountNamespace, mayEnter: boolean) {
    super({ mode: 0o555 });
    this.mounts = mounts;
    this.mayEnter = mayEnter;
  }
}
