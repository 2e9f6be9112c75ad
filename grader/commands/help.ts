import { Help, type HelpConfiguration } from "commander";

/** Narrower columns of text (in letters) are harder to read than one below the other. */
const narrowest = 30;

/** What `--help` shows, for terminals of any width: beside each other where there is room, else one below the other. */
export const helpStyle: HelpConfiguration = {
  minWidthToWrap: 20,
  formatItem(term, termWidth, description, helper) {
    const width = helper.helpWidth ?? 80;
    if (description === "" || width - termWidth - 4 >= narrowest) {
      return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
    }
    const below = helper.boxWrap(description, width - 6).replaceAll("\n", "\n      ");
    return `  ${term}\n      ${below}`;
  },
  styleUsage(text) {
    const width = (this as Help).helpWidth ?? 80;
    return (this as Help).boxWrap(text, width - "Usage: ".length).replaceAll("\n", "\n       ");
  },
  optionDescription(option) {
    // That a switch is off until somebody sets it goes without saying.
    return Help.prototype.optionDescription.call(this, option).replace(" (default: false)", "");
  },
};
