import { refused, type SystemError } from '../../../src/simulation/containers/errno.ts';
import type { Process } from '../../../src/simulation/containers/process.ts';
import type { Run } from '../../../src/simulation/containers/syscalls.ts';
import { Network } from '../../../src/simulation/network/network.ts';
import type { NetworkNamespace } from '../../../src/simulation/network/networkNamespace.ts';
import { Random } from '../../../src/simulation/random.ts';
import { Timeline } from '../../../src/simulation/timeline.ts';
import { Programs, type RunningProgram } from './runProgram.ts';

/** A network with two Pods on two Nodes; programs run in containers of either. */
export class TwoPods {
  readonly timeline = new Timeline();
  readonly network = new Network(this.timeline, new Random(1));
  readonly web: NetworkNamespace;
  readonly client: NetworkNamespace;
  readonly #programs = new Programs(this.timeline);

  constructor() {
    this.web = this.network.addNamespace({ ip: '10.244.0.5', nodeName: 'node-1', kind: 'pod' });
    this.client = this.network.addNamespace({ ip: '10.244.1.7', nodeName: 'node-2', kind: 'pod' });
  }

  /** Starts a program as the first process of a container of its own; its answer is there once it has ended. */
  run<T>(pod: NetworkNamespace, program: (process: Process) => Run<T>): RunningProgram<T> {
    return this.#programs.run(pod, program);
  }
}

/** The name of a system call's refusal, or what it answered. */
export function errnoOr<T>(answer: T | SystemError): T | string {
  return refused(answer) ? answer.errno : answer;
}
