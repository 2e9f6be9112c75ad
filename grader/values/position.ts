/** A place in a text file. Lines and columns count from 1, columns in UTF-16 units. `file` is written with `/`. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
