import type { About, Wall } from "../compile/index.ts";

type Hints = Readonly<Record<About["kind"], Readonly<Record<About["piece"], string>>>>;

/**
 * What to ask of a place that was found by trying, by what it is about: one step to try, and never what was put there. `{line}` is `line 12` or
 * `lines 12 to 15`, so that no verb may depend on it.
 */
export const trialHints: Hints = {
  missing: {
    again: "What can have changed by the time the code has passed {line}, and does anything ask again?",
    await: "What is begun on {line}, and does anything wait for that before it is used?",
    argument: "What is the call on {line} given, and what does it go by where nothing is said?",
    call: "What should have been done when the code has passed {line}, and which line does it?",
    cancel: "What is still at work when the code has passed {line}, and who should stop it?",
    catch: "What can fail on {line}, and who should deal with that error?",
    condition: "Should what happens at {line} happen every time? In which case should it not?",
    done: "Who waits until every item has been dealt with, and which line says so of the one on {line}?",
    exit: "When is there nothing more to do around {line}: for this round, for the whole loop, or for the function? And does the code stop there then?",
    finally:
      "On which ways does the code not come past {line}, as with an error, a cancel or an early end, and what has to be done on those, too?",
    lock: "How many may be at {line} at the same time, and what keeps the others out?",
    loop: "What has to be done again, or for each of several things, around {line}? And is it?",
    name: "Which values does the code on {line} go by, and which one that it needs does it leave out?",
    number: "How much, how many or how long is it on {line} when nobody says so?",
    operator: "Work out by hand what the code on {line} comes to in this scenario. What is left out of it?",
    polling:
      "The code looks again and again on {line}. Who knows when it is so, and how could the code be told, instead of looking?",
    release: "What is still taken when the code leaves {line}? It has to be given back on every way out.",
    request: "Which answers are known at {line}? Compare them with what the exercise says has to be asked for.",
    return: "What does the function give back once it has come past {line}, and does it go on where it should be over?",
    signal: "Who waits for what happens at {line}, and who tells them of it?",
    sleep: "How much time should pass around {line}, and what makes it pass?",
    statement: "What has to be true when the code has passed {line}, and which line makes it so?",
    task: "Who does the work of {line}, and can anything else go on while it is being done?",
    text: "Compare the text that is made on {line} with the expected one, character by character.",
    wait: "What has to be over before the code goes on from {line}, and does it wait for that?",
  },
  extra: {
    again: "How often is {line} gone through, and does it have to be asked more than once?",
    await: "Does the code have to wait on {line}, just there?",
    argument: "What does each thing that the call on {line} is given change?",
    call: "What is the call on {line} for? What happens without it?",
    cancel: "Who is stopped on {line}, and should they be, at that moment?",
    catch: "Which errors end on {line}, and who should still hear of them?",
    condition: "In which cases is what stands behind the question on {line} left undone, and should it be?",
    done: "Which item is said to be dealt with on {line}, and is it?",
    exit: "What is left undone since the code goes away on {line}?",
    finally: "When does what stands on {line} run? Think of every way out, and ask whether it should run on each.",
    lock: "Who is kept waiting on {line}, and do they have to be?",
    loop: "How often does what stands on {line} run, and how often should it?",
    name: "What does the name on {line} stand for, and is it needed there?",
    number: "What does the number on {line} change? Work out by hand what comes without it.",
    operator:
      "Work out by hand what the code on {line} comes to in this scenario, one step after the other. Is every step needed?",
    polling:
      "The code looks again and again on {line}. Who knows when it is so, and how could the code be told, instead of looking?",
    release: "What is given back on {line}, and is it still in use at that moment?",
    request: "What is the request on {line} for? Is there an answer to it already, or does nobody need one?",
    return: "Is everything done when the function ends on {line}?",
    signal: "Who goes on because of {line}, and is it already time for them?",
    sleep: "What is the pause on {line} for? What happens without it?",
    statement: "What is the code on {line} for? What happens without it?",
    task: "What is the task that is made on {line} for, and who looks after it?",
    text: "Compare the text that is made on {line} with the expected one, character by character.",
    wait: "What does the code wait for on {line}, and does it need that to go on?",
  },
  order: {
    again: "What is asked on {line}, and what may change between that and what is done because of it?",
    await: "What is waited for on {line}? What could have been begun before that, and what has to be over first?",
    argument: "Which of the things that the call on {line} is given stands for what?",
    call: "What has to have happened before the call on {line}, and what must not have?",
    cancel: "What is over, and what is not, when something is stopped on {line}? Does the code get there in any case?",
    catch: "On which ways does the code come to {line}, and on which does it not? Think of an error before it.",
    condition: "What is already known when something is asked on {line}, and what changes afterward?",
    done: "An item is said to be dealt with on {line}: what has to be over by then, and is it?",
    exit: "What has to be done before the code goes away on {line}, and what after that?",
    finally: "In which order is everything on {line} given back or ended, and does one of them still need another?",
    lock: "What is done on {line} while nobody else may, and what could be done outside of that?",
    loop: "Which of what stands on {line} belongs into every round, and which before or after all of them?",
    name: "Which value has each name on {line} at that moment?",
    number: "Which of the numbers on {line} stands for what? Work them out by hand for this scenario.",
    operator: "In which order is what stands on {line} worked out? Do it by hand for this scenario.",
    polling:
      "The code looks again and again on {line}. Who knows when it is so, and how could the code be told, instead of looking?",
    release:
      "What has to be over before something is given back on {line}, and does the code get there on every way out?",
    request: "What has to be known before the request on {line}, and which requests could already be under way?",
    return: "What has to have happened before the function gives something back on {line}?",
    signal: "What is already true when somebody is woken on {line}, and what should be?",
    sleep: "What has to have happened before the pause on {line}, and what only after it?",
    statement: "What has to have happened before {line}, and what must not have?",
    task: "What is already going on when the code comes to {line}, and what should be?",
    text: "Which part of the text on {line} should come first?",
    wait: "What has to have been begun before the code waits on {line}, and what only after that?",
  },
  other: {
    again:
      "When the code goes on from {line} after a wait: is what was asked before it still so, and does anything look again?",
    await: "What is waited for on {line}, and is it everything that has to be there, and nothing else?",
    argument:
      "What is the call on {line} given? Say for each thing what it stands for, and whether it is the right one.",
    call: "What exactly does the call on {line} do? Read up on it, and compare that with what is needed there.",
    cancel: "Who is stopped on {line}, and who should be?",
    catch: "Which errors come to {line}, and what should become of each of them?",
    condition: "When exactly is what is asked on {line} true? Try its first and its last case by hand.",
    done: "Which item is said to be dealt with on {line}, and how often?",
    exit: "What does the code leave on {line}: this round, the whole loop, or the function? And what is still to be done in what it leaves?",
    finally: "When does what stands on {line} run, and what has to be true by then on every way out?",
    lock: "Who shares what is taken on {line}, how many may hold it, and for how long?",
    loop: "Which rounds does the loop on {line} make? Go through its first and its last one by hand.",
    name: "Is it the right one that is used on {line}? Which others are there?",
    number: "Is the number on {line} the right one? Work it out by hand for this scenario.",
    operator:
      "When exactly is what is asked on {line} true, or what does it come to? Try its first and its last case by hand.",
    polling:
      "The code looks again and again on {line}. Who knows when it is so, and how could the code be told, instead of looking?",
    release: "What is given back on {line}, is it what was taken, and does that happen on every way out?",
    request: "What exactly is asked for on {line}? Compare it with what the exercise says, part by part.",
    return: "What does the function give back on {line}, and what is expected of it?",
    signal: "Who is woken on {line}, and who needs to be?",
    sleep: "How long is the pause on {line}, and how long should it be? Work it out by hand for each time it is made.",
    statement: "What should have changed when the code has passed {line}, and what has? Follow the values by hand.",
    task: "What does the task on {line} do, when does it begin, and who waits for it?",
    text: "Compare the text on {line} with what the exercise asks for, character by character.",
    wait: "What exactly does the code wait for on {line}: the first of them, all of them, or something else?",
  },
};

/** Of code that is right, and stands inside of something or outside of it. */
const wallHints: Readonly<Record<Wall["of"], readonly [inside: string, outside: string]>> = {
  limit: [
    "Does what happens on {line} count toward a time limit, and is it meant to?",
    "How long may what happens on {line} take, and does any time limit count it?",
  ],
  lock: [
    "What is held during {line}, and does it have to be?",
    "What has to be taken before what happens on {line} may begin, and is it?",
  ],
  catch: [
    "Where does an error go that comes out of {line}, and is it meant to end there?",
    "Where does an error go that comes out of {line}, and who should deal with it?",
  ],
  loop: [
    "What stands on {line} is done in every round: does it have to be done again each time?",
    "What stands on {line} is done once, for all rounds: is that enough?",
  ],
};

/** @param line `line 12`, or `lines 12 to 15` */
export function trialHint({ kind, piece, wall }: About, line: string): string {
  const hint = wall === undefined ? trialHints[kind][piece] : wallHints[wall.of][wall.isInside ? 0 : 1];
  return hint.replaceAll("{line}", line);
}

/** Of pieces at which things are right, and only come at the wrong moment, what is asked instead. */
const ofOrder: Partial<Record<About["piece"], string>> = {
  loop: "What does one round of the loop on {line} wait for before the next one begins, and does it have to wait for that?",
  name: "In which order does what is used on {line} give what it has: as it is made, as it is ready, or as the list says? And in which should it come?",
  statement:
    "In which order comes what is handled on {line}: as it is made, as it is ready, or as the list says? And in which should it come?",
};

/** The same where all that came is right, but in another order; null where that asks for nothing else. */
export function orderHint({ kind, piece }: About, line: string): string | null {
  return (kind === "other" ? ofOrder[piece] : undefined)?.replaceAll("{line}", line) ?? null;
}
