import { emptyDir } from './emptyDir.ts';
import { image } from './image.ts';
import { kind } from './kind.ts';
import { restartPolicy } from './restartPolicy.ts';
import type { HoverSubject } from './subject.ts';
import { value } from './value.ts';
import { volumeMountName } from './volumeMountName.ts';

/** Every hover that looks at the whole manifest: one file and one line each. */
export const allHovers: readonly HoverSubject[] = [kind, value, restartPolicy, emptyDir, volumeMountName, image];
