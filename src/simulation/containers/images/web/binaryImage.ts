import type { ImageFolder } from '../../filesystem.ts';
import type { Image } from '../../image.ts';
import type { Program } from '../../syscalls.ts';
import { devices, folder, smallLinux, textFile } from '../baseFiles.ts';

/** Files of an image that has nothing but its program: no shell, no tools. */
const scratch: ImageFolder = {
  dev: devices,
  etc: folder({
    passwd: textFile(
      'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
    ),
    group: textFile('root:x:0:\nnobody:x:65534:\nnonroot:x:65532:\n'),
  }),
  proc: folder({}, 0o555),
  sys: folder({}, 0o555),
  tmp: folder({}, 0o1777),
  run: folder(),
};

/** An image around one program at the root. */
export function binaryImage(options: {
  readonly name: string;
  readonly program: Program;
  /** What it is started with where the Pod says nothing else. */
  readonly args?: readonly string[];
  /** Whether there is a shell with tools beside it. */
  readonly tools: 'none' | 'shell';
  readonly files?: ImageFolder;
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly workingDir?: string;
  readonly stopSignal?: Image['stopSignal'];
  /** Where nothing is said, that of Go programs, or on a base with a shell, which is Alpine mostly, musl's. */
  readonly resolver?: Image['resolver'];
}): Image {
  const base = options.tools === 'none' ? scratch : smallLinux;
  return {
    files: { ...base, ...options.files, [options.name]: { kind: 'program', program: options.program } },
    entrypoint: [`/${options.name}`],
    command: options.args ?? [],
    env: options.env ?? {},
    workingDir: options.workingDir ?? '/',
    ...(options.user !== undefined && { user: options.user }),
    stopSignal: options.stopSignal ?? 'SIGTERM',
    resolver: options.resolver ?? (options.tools === 'none' ? 'go' : 'musl'),
  };
}
