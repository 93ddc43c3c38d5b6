import { readdirSync, readFileSync } from 'node:fs';
import type { ApiEndpoint } from '../../src/api/request.ts';

/**
 * So many looks in a row must find it quiet, which is more than the 100 ms for which its informers sleep at the start.
 * They are counted rather than timed: on a busy machine time passes without anybody having had a turn.
 */
const quietLooks = 30;
/** The same where it has no stream open: it may ask again at its own pace. */
const longQuietLooks = 300;

/** What passes through the door: whether kubectl waits for the cluster can only be told from outside. */
export class KubectlActivity {
  readonly mistakes: unknown[] = [];
  chunks = 0;
  #streams = 0;
  #quiet = 0;

  get hasStream(): boolean {
    return this.#streams > 0;
  }

  happened(): void {
    this.#quiet = 0;
  }

  /** A look at the process: whether it waits for the cluster. */
  isWaiting(pid: number): boolean {
    this.#quiet = isComputing(pid) ? 0 : this.#quiet + 1;
    return this.#quiet > (this.hasStream ? quietLooks : longQuietLooks);
  }

  of(endpoint: ApiEndpoint): ApiEndpoint {
    return {
      send: (request) => {
        this.happened();
        return endpoint.send(request);
      },
      open: (request, receiver) => {
        this.happened();
        let open = true;
        const end = () => {
          if (open) this.#streams -= 1;
          open = false;
          this.happened();
        };
        this.#streams += 1;
        const opened = endpoint.open(request, {
          onChunk: (chunk) => {
            this.chunks += 1;
            this.happened();
            receiver.onChunk(chunk);
          },
          onEnd: (how) => {
            this.chunks += 1;
            end();
            receiver.onEnd(how);
          },
        });
        const { response, stream } = opened;
        if (!stream) {
          end();
          return { response };
        }
        const close = () => {
          end();
          stream.close();
        };
        return {
          response,
          stream: { write: (text) => stream.write(text), closeInput: () => stream.closeInput(), close },
        };
      },
    };
  }
}

/** Whether a thread of the process runs or could run. Only Linux tells; elsewhere quiet must do. */
function isComputing(pid: number): boolean {
  try {
    const folder = `/proc/${pid}/task`;
    return readdirSync(folder).some((task) => /\) [RD] /.test(readFileSync(`${folder}/${task}/stat`, 'utf8')));
  } catch {
    return false;
  }
}
