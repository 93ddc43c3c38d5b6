import type { Shape } from '../shape.ts';
import type { Subject } from '../subject.ts';

/** What is written with a field, by `Type.field`; where it depends on the manifest, made from it. */
export type ShapeTable = Readonly<Record<string, Shape | ((subject: Subject) => Shape)>>;

/** Other shapes of a field by a word that tells them apart: a probe that runs a command. */
export type VariantTable = Readonly<Record<string, Readonly<Record<string, Shape | ((subject: Subject) => Shape)>>>>;
