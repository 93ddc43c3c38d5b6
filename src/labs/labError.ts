/** Something that keeps a lab from being set up, told to the learner as it is. */
export class LabError extends Error {
  override readonly name = 'LabError';
}
