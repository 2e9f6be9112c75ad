/** Control characters but for the line break, and those that turn text round or cannot be seen. */
export const UNSEEN = /(?!\n)[\p{Cc}\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
