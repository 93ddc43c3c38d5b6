import type { Flow } from '../network/flows/flow.ts';
import type { FlowListener, FlowOptions } from '../network/flows/flowOptions.ts';
import type { NetworkNamespace } from '../network/networkNamespace.ts';
import { OpenFile } from './openFile.ts';

/**
 * A descriptor of a flow of requests: it can be read from when the flow wants a sample or is over. With the last descriptor, so with its
 * process, the flow ends.
 */
export class FlowFile extends OpenFile {
  readonly flow: Flow;
  readonly #waiting = new Set<() => void>();
  #hasChanged = false;

  constructor(
    network: NetworkNamespace,
    options: Omit<FlowOptions, 'from' | 'listener'> & { readonly listener: Omit<FlowListener, 'changed'> },
  ) {
    super();
    const listener = { ...options.listener, changed: () => this.#wake() };
    this.flow = network.openFlow({ ...options, listener });
  }

  override get canRead(): boolean {
    return this.#hasChanged;
  }

  /** What has changed is known. */
  noted(): void {
    this.#hasChanged = false;
  }

  override whenReady(ready: () => void): () => void {
    this.#waiting.add(ready);
    return () => this.#waiting.delete(ready);
  }

  protected override closed(): void {
    this.flow.end();
  }

  #wake(): void {
    this.#hasChanged = true;
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }
}
