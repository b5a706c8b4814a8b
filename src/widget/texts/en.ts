/** The language of these texts, how it runs, and how its dates are written. */
export const written = { language: 'en', direction: 'ltr', dates: 'en-GB' }

/** What every page of the widget needs. */
export const texts = {
  launcher: 'New for me, my pace, talk to us',
  tabs: { news: 'New for me', pace: 'My pace', talk: 'Talk to us' },
  arrived: (count: number) => `${count} new for you`,
  loading: 'One moment…',
  notLoaded: 'This part did not load.',
  tryAgain: 'Try again',
  unread: (count: number) => (count === 1 ? '1 new reply' : `${count} new replies`),
  replyFrom: (author: string) => `Reply from ${author}`,
  team: 'The team',
  aQuestion: 'a question for you',
  disconnected: (waiting: number) =>
    waiting === 0
      ? 'Not connected. What you send waits here until the connection is back.'
      : `Not connected. ${waiting === 1 ? '1 message waits' : `${waiting} messages wait`} here and will be sent once the connection is back.`,
  failed: 'That did not work. Please try again.',
  signedOut: 'This was not sent before you signed out. Send it again if it is still yours to send.',
  blocked: 'The browser did not open the new tab.',
  openPage: 'Open the page',
}

/** What stands at every form. */
export const formTexts = {
  send: 'Send',
  sending: 'Sending…',
  waits: 'No answer from the server yet. Your message is kept and sent again by itself.',
}

/** What the team asks. */
export const surveyTexts = {
  arrived: (question: string) => `A question for you: ${question}`,
  step: (at: number, of: number) => `Question ${at} of ${of}`,
  scoreName: (score: number, most: number) => `${score} of ${most}`,
  means: (score: number, meaning: string) => `${score} = ${meaning}`,
  thumbs: ['Thumbs down', 'Thumbs up'],
  other: 'Something else',
  ownWords: 'In your own words',
  several: (least: number, most: number) =>
    least === most ? `Choose ${least}.` : least > 1 ? `Choose ${least} to ${most}.` : `Choose up to ${most}.`,
  order: 'Drag them, or use the arrows: first what matters most to you.',
  rightOrder: 'This is my order already',
  moveUp: (label: string) => `Move up: ${label}`,
  moveDown: (label: string) => `Move down: ${label}`,
  place: (label: string, at: number, of: number) => `${label} is number ${at} of ${of} now.`,
  next: 'Next',
  skip: 'Skip',
  back: 'Back',
  notNow: 'Not now',
  sendAnswer: 'Send answer',
  thanks: 'Thank you.',
  stored: 'Your answer is stored.',
  close: 'Close',
}

/** What is missing in an answer, and what to do about it. */
export const answerFaults = {
  choose: 'Choose one of these first.',
  chooseSome: (least: number) => `Choose at least ${least}.`,
  chooseFewer: (most: number) => `At most ${most} go together: take one away first.`,
  write: 'Write a few words first.',
  writeMore: (least: number) => `Write at least ${least} characters.`,
  email: 'Write an e-mail address such as ada@example.org.',
  url: 'Write an address such as https://example.org.',
  number: 'Write a number such as 12 or 3.5.',
  order: 'Put them in your order first, or say that this is it already.',
}

const reasonsToAsk = {
  event: 'of something you have just done here',
  url: 'you are on this page',
  dwell: 'you have been here for a while',
  scroll: 'you have come this far on this page',
  exit: 'you seemed about to leave',
  exposure: 'you have used something new here',
  channel: 'your updates come from another channel now',
  'preview-off': 'you have switched off something you tried',
  arrival: 'something new has arrived for you',
}

/** Why and how often somebody is asked. */
export const askingTexts = {
  whyAsked: 'Why am I asked this?',
  because: (reason: keyof typeof reasonsToAsk, percent: number) =>
    percent < 100
      ? `You are asked because ${reasonsToAsk[reason]}, and because the draw of ${percent} in 100 people has you.`
      : `You are asked because ${reasonsToAsk[reason]}.`,
  howOften: 'How often may we ask you?',
  budgets: { never: 'Never', rarely: 'Rarely', often: 'Often' },
  left: (count: number) =>
    count === 0
      ? 'We ask you nothing more for now.'
      : count === 1
        ? 'We may ask you once more within 30 days.'
        : `We may ask you ${count} more times within 30 days.`,
  saved: 'Saved.',
}

/** Conversations with the team. */
export const talkTexts = {
  talk: 'Talk to us',
  kindLegend: 'What is it?',
  kinds: { problem: 'Problem', idea: 'Idea', praise: 'Praise', question: 'Question' },
  message: 'Your message',
  placeholders: {
    problem: 'What happened, and what did you expect?',
    idea: 'What would help you?',
    praise: 'What works well for you?',
    question: 'What would you like to know?',
  },
  writeSomething: 'Write a few words first.',
  sent: 'Sent. The team’s reply will appear here.',
  mine: 'My messages',
  you: 'You',
  team: 'The team',
  newReplies: (count: number) => `${count} new`,
  waiting: 'Waits to be sent',
  back: 'All messages',
  reply: 'Write again',
  about: (title: string) => `${title}: `,
  moodLegend: 'How do you feel about it?',
  optional: 'optional',
  moods: ['Very bad', 'Bad', 'So-so', 'Good', 'Very good'],
  noMood: 'Leave it out',
  felt: (mood: string) => `You felt: ${mood.toLowerCase()}`,
  states: {
    open: 'With the team',
    waiting: 'Answered',
    closed: 'Closed',
    fixed: 'Settled',
    unsettled: 'Not settled yet',
  },
  writesAgain: 'Write again, and it opens.',
  read: 'Read by the team',
  writing: 'The team is writing…',
  present: 'Somebody of the team is here now.',
  email: 'E-mail for the answer',
  emailHint: 'Only for answers to this, while you are not here.',
  emailFault: 'Write an e-mail address such as ada@example.org.',
  byEmail: 'Get answers by e-mail',
  goesTo: (email: string) => `Answers also go to ${email} while you are not here.`,
  saveEmail: 'Save',
  stopEmail: 'No e-mail any more',
  older: (count: number) => (count === 1 ? '1 older message' : `${count} older ones`),
}

/** Whether a change has settled what somebody wrote. */
export const settledTexts = {
  asks: 'About what you wrote',
  arrived: (title: string) => `${title} arrived for you`,
  questions: {
    problem: 'Did this fix your problem?',
    idea: 'Is this what you had in mind?',
    praise: 'Is this what you had hoped for?',
    question: 'Does this answer your question?',
  },
  youWrote: (excerpt: string) => `You wrote: “${excerpt}”`,
  yes: 'Yes',
  no: 'No',
  notSure: 'Not sure yet',
  thanks: 'Thank you. The team knows now. Write again, and it opens.',
  sayMore: 'Thank you. The team has it again. What is still missing?',
  close: 'Close',
}

/** Why somebody has stepped back, if they want to say. */
export const leavingTexts = {
  why: 'Why? Only if you like.',
  reasons: {
    'too-buggy': 'Too buggy',
    'changed-too-much': 'Changed too much',
    'too-fast': 'Too fast',
    other: 'Something else',
  },
  noAnswer: 'Rather not say',
  thanks: 'Thank you. The team reads this.',
}

/** Pictures that go with what is written, and what the page adds to it. */
export const pictureTexts = {
  takePicture: 'Picture of this page',
  addPicture: 'Add a picture',
  pictures: 'Pictures',
  picture: (number: number) => `Picture ${number}`,
  change: (number: number) => `Draw on picture ${number}`,
  drop: (number: number) => `Remove picture ${number}`,
  taking: 'Taking the picture…',
  cannotDraw: 'This page does not let itself be drawn. Add a picture of your own instead.',
  shareInstead: 'Let the browser take it',
  shareWarning: 'Nothing is covered in such a picture: black out what is private.',
  notShared: 'The browser has taken no picture.',
  tooMany: (name: string) => `${name}: at most 3 pictures go with one message.`,
  notSent: 'The pictures could not be sent. What you wrote is still here: send it again.',
  addLines: (count: number) =>
    count === 1 ? 'Add what this page reported last (1 line)' : `Add what this page reported last (${count} lines)`,
  exactly: 'See exactly what is sent',
}

/** The dialog in which a picture is blacked out and drawn on. */
export const editorTexts = {
  wrongType: (name: string) => `${name} is no PNG, JPEG or WebP picture.`,
  tooLarge: (name: string) => `${name} is larger than 5 MB.`,
  unreadable: (name: string) => `${name} cannot be read as a picture.`,
  editor: 'Black out and draw',
  hint: 'Fields and private parts are covered already. Drag over the picture, or tap two corners. With the keyboard: add one, then arrows move it, Shift and arrows size it, Delete removes it.',
  tool: 'Tool',
  tools: { blackout: 'Black out', box: 'Box', pen: 'Draw' },
  addShape: 'Add one in the middle',
  undo: 'Undo',
  use: 'Use this picture',
  again: 'Take it again',
  remove: 'No picture',
  removed: 'Removed.',
  otherCorner: 'Now the opposite corner.',
  shape: (kind: string, x: number, y: number, width: number, height: number) =>
    `${kind}, ${x} % from the left, ${y} % from the top, ${width} % wide, ${height} % high`,
}

const list = (names: readonly string[]) => new Intl.ListFormat(written.language).format(names)

/** What is new, what was chosen, and the card. */
export const choiceTexts = {
  close: 'Close',
  allChoices: 'All my choices',
  newTab: 'opens in a new tab',
  undo: 'Undo',
  undone: 'Undone.',

  arrivedForYou: (title: string) => `${title} arrived for you`,
  severalArrived: (count: number) => `${count} things arrived for you`,
  whatHappened: 'This happened without your doing',
  howIsIt: 'How is it?',
  howIs: (title: string) => `How is ${title}?`,
  waitForYes: (count: number) => (count === 1 ? '1 thing waits for your yes' : `${count} things wait for your yes`),
  saidYes: 'You said yes',
  yes: 'Yes, get it now',
  getNow: 'Get it now',
  ofThing: (act: string, title: string) => `${act}: ${title}`,
  keepUntil: (day: string) => `Keep the old one until ${day}`,
  anotherDay: 'Another day',
  keepOld: 'Keep the old one',
  until: 'Until',
  nextLoad: 'It shows when this page is loaded again.',
  showNow: 'Show it now',
  haveNow: (title: string) => `You have ${title} now.`,
  kept: (title: string, day: string) => `${title}: you keep the old one until ${day}.`,

  nothingYet: 'Nothing new has been announced for you yet. What comes will stand here first, with its day.',
  nothingComes: 'Nothing is on its way to you: you have everything that has been announced.',
  onItsWay: (count: number) =>
    count === 1 ? 'One new thing is on its way to you.' : `${count} new things are on their way to you.`,
  coming: 'What comes when',
  noDate: 'No date yet',
  having: 'What I have',
  reasons: 'Every reason',
  letItCome: 'Let the new one come',
  giveBack: 'Give it back',
  previews: 'To try',
  on: 'On',
  off: 'Off',
  switched: (title: string, isOn: boolean) => `${title} is ${isOn ? 'on' : 'off'} for you.`,
  leaveToTeam: 'Leave it to the team',

  channel: 'Where my updates come from',
  here: 'You are here',
  entries: { open: '', invitation: 'By invitation', capped: 'Limited places' },
  pace: 'How soon',
  tryOut: 'Choose something else to see what it would change, before anything is saved.',
  looking: 'Looking what it would change…',
  more: (count: number) => (count === 1 ? 'and 1 more' : `and ${count} more`),
  choose: (names: readonly string[]) => `Choose ${list(names)}`,
  keep: (names: readonly string[]) => `Keep ${list(names)}`,
  join: (name: string) => `Join ${name}`,
  saved: (names: readonly string[]) => `Saved: you chose ${list(names)}.`,

  default: (pace: string, channel: string) => `Follow the team’s default again: ${pace} on ${channel}`,
  followDefault: 'Follow the default',
  keepOwn: 'Keep my own choice',
  followed: 'Saved: you follow the team’s default, also when it changes.',

  hold: 'Hold everything',
  holdUntil: 'Until a day, or until I say',
  from: 'From',
  note: 'A note for yourself',
  openHold: (days: number) =>
    `Leave the second day empty to hold until you say; then it ends by itself after ${days === 1 ? '1 day' : `${days} days`}.`,
  noHold: 'Hold nothing',
  holdSays: 'Nothing new comes until then, but for urgent changes and security fixes.',
  holding: (from: string | undefined, to: string | undefined) =>
    `Nothing new${from ? ` from ${from}` : ''} until ${to ?? 'you say'}`,
  held: (name: string) => `Saved. ${name}.`,
  endHold: 'End it now',
  holdEnded: 'The hold is over.',
  chooseDay: 'Choose a day.',
  moment: (day: string, time: string) => `${day}, ${time}`,
}
