import { plurals } from '../plurals.ts'
import type * as english from './en.ts'

/** Digits as in the numbers around them. */
export const written: typeof english.written = { language: 'ar', direction: 'rtl', dates: 'ar-u-nu-latn' }

const count = /* @__PURE__ */ plurals('ar')

const newThings = (many: number) =>
  count(many, { one: 'شيء جديد واحد', two: 'شيئان جديدان', few: '# أشياء جديدة', other: '# شيئًا جديدًا' })

/** Keeps a name that may run the other way from turning the sentence around it. */
const apart = (name: string) => `\u2068${name}\u2069`

export const texts: typeof english.texts = {
  launcher: 'جديدي، وتيرتي، راسلنا',
  tabs: { news: 'جديدي', pace: 'وتيرتي', talk: 'راسلنا' },
  arrived: (arrived) => `${newThings(arrived)} لك`,
  loading: 'لحظة…',
  notLoaded: 'لم يُحمَّل هذا الجزء.',
  tryAgain: 'إعادة المحاولة',
  unread: (unread) =>
    count(unread, { one: 'رد جديد', two: 'ردّان جديدان', few: '# ردود جديدة', many: '# ردًا جديدًا', other: '# رد جديد' }),
  replyFrom: (author) => `رد من ${apart(author)}`,
  team: 'الفريق',
  aQuestion: 'سؤال لك',
  disconnected: (waiting) =>
    waiting === 0
      ? 'لا يوجد اتصال. ما ترسله ينتظر هنا حتى يعود الاتصال.'
      : `لا يوجد اتصال. ${count(waiting, { one: 'رسالة واحدة تنتظر', two: 'رسالتان تنتظران', few: '# رسائل تنتظر', other: '# رسالة تنتظر' })} هنا إلى أن يعود الاتصال.`,
  failed: 'لم ينجح ذلك. يُرجى إعادة المحاولة.',
  signedOut: 'لم يُرسَل هذا قبل تسجيل خروجك. أعد إرساله إن كان لك.',
  blocked: 'لم يفتح المتصفح علامة التبويب الجديدة.',
  openPage: 'فتح الصفحة',
}

export const formTexts: typeof english.formTexts = {
  send: 'إرسال',
  sending: 'جارٍ الإرسال…',
  waits: 'لم يرد الخادم بعد. رسالتك محفوظة وستُرسَل مجددًا تلقائيًا.',
}

export const surveyTexts: typeof english.surveyTexts = {
  arrived: (question) => `سؤال لك: ${apart(question)}`,
  step: (at, of) => `السؤال ${at} من ${of}`,
  scoreName: (score, most) => `${score} من ${most}`,
  means: (score, meaning) => `${score} = ${apart(meaning)}`,
  thumbs: ['إبهام إلى أسفل', 'إبهام إلى أعلى'],
  other: 'شيء آخر',
  ownWords: 'بكلماتك',
  several: (least, most) =>
    least === most ? `اختر ${least}.` : least > 1 ? `اختر من ${least} إلى ${most}.` : `اختر ${most} على الأكثر.`,
  order: 'اسحبها أو استخدم الأسهم: الأهم لك أولًا.',
  rightOrder: 'هذا ترتيبي بالفعل',
  moveUp: (label) => `إلى أعلى: ${apart(label)}`,
  moveDown: (label) => `إلى أسفل: ${apart(label)}`,
  place: (label, at, of) => `${apart(label)} الآن في الترتيب ${at} من ${of}.`,
  next: 'التالي',
  skip: 'تخطٍّ',
  back: 'رجوع',
  notNow: 'ليس الآن',
  sendAnswer: 'إرسال الإجابة',
  thanks: 'شكرًا لك!',
  stored: 'حُفظت إجابتك.',
  close: 'إغلاق',
}

export const answerFaults: typeof english.answerFaults = {
  choose: 'اختر إجابة أولًا.',
  chooseSome: (least) => `اختر ${least} على الأقل.`,
  chooseFewer: (most) => `${most} معًا على الأكثر: أزل إجابة أولًا.`,
  write: 'اكتب بضع كلمات أولًا.',
  writeMore: (least) =>
    `اكتب ${count(least, { one: 'حرفًا واحدًا', two: 'حرفين', few: '# أحرف', many: '# حرفًا', other: '# حرف' })} على الأقل.`,
  email: `اكتب بريدًا إلكترونيًا مثل \u2068ada@example.org\u2069.`,
  url: `اكتب عنوانًا مثل \u2068https://example.org\u2069.`,
  number: 'اكتب رقمًا مثل 12 أو 3.5.',
  order: 'رتّبها أولًا، أو قل إن ترتيبها صحيح.',
}

const reasonsToAsk: Record<Parameters<typeof english.askingTexts.because>[0], string> = {
  event: 'لشيء فعلته هنا للتو',
  url: 'لأنك في هذه الصفحة',
  dwell: 'لأنك هنا منذ فترة',
  scroll: 'لأنك وصلت إلى هذا الموضع من الصفحة',
  exit: 'لأنك بدوت على وشك المغادرة',
  exposure: 'لأنك استخدمت شيئًا جديدًا هنا',
  channel: 'لأن تحديثاتك تأتي الآن من قناة أخرى',
  'preview-off': 'لأنك أوقفت شيئًا كنت تجرّبه',
  arrival: 'لأن شيئًا جديدًا وصل إليك',
}

export const askingTexts: typeof english.askingTexts = {
  whyAsked: 'لماذا أُسأل عن هذا؟',
  because: (reason, percent) =>
    percent < 100
      ? `نسألك ${reasonsToAsk[reason]}، ولأن القرعة التي تشمل ${percent} من كل 100 شخص وقعت عليك.`
      : `نسألك ${reasonsToAsk[reason]}.`,
  howOften: 'كم مرة يمكننا أن نسألك؟',
  budgets: { never: 'أبدًا', rarely: 'نادرًا', often: 'كثيرًا' },
  left: (left) =>
    left === 0
      ? 'لن نسألك عن شيء آخر في الوقت الحالي.'
      : `يمكننا أن نسألك ${count(left, { one: 'مرة أخرى', two: 'مرتين أخريين', few: '# مرات أخرى', other: '# مرة أخرى' })} خلال 30 يومًا.`,
  saved: 'حُفظ.',
}

export const talkTexts: typeof english.talkTexts = {
  talk: 'راسلنا',
  kindLegend: 'ما الموضوع؟',
  kinds: { problem: 'مشكلة', idea: 'فكرة', praise: 'إشادة', question: 'سؤال' },
  message: 'رسالتك',
  placeholders: {
    problem: 'ماذا حدث، وماذا كنت تتوقع؟',
    idea: 'ما الذي قد يساعدك؟',
    praise: 'ما الذي يعجبك؟',
    question: 'ماذا تود أن تعرف؟',
  },
  writeSomething: 'اكتب بضع كلمات أولًا.',
  sent: 'أُرسلت. سيظهر رد الفريق هنا.',
  mine: 'رسائلي',
  you: 'أنت',
  team: 'الفريق',
  newReplies: (count) => `${count} جديد`,
  waiting: 'بانتظار الإرسال',
  back: 'كل الرسائل',
  reply: 'كتابة رسالة أخرى',
  about: (title) => `${title}: `,
  moodLegend: 'ما شعورك حيال ذلك؟',
  optional: 'اختياري',
  moods: ['سيئ جدًا', 'سيئ', 'متوسط', 'جيد', 'جيد جدًا'],
  noMood: 'دون إجابة',
  felt: (mood) => `شعورك: ${mood}`,
  states: {
    open: 'لدى الفريق',
    waiting: 'تم الرد',
    closed: 'مغلقة',
    fixed: 'تم الحل',
    unsettled: 'لم تُحل بعد',
  },
  writesAgain: 'اكتب مجددًا لتُفتح.',
  read: 'قرأها الفريق',
  writing: 'الفريق يكتب…',
  present: 'أحد أعضاء الفريق موجود الآن.',
  email: 'بريد إلكتروني للرد',
  emailHint: 'للردود على هذا فقط، حين لا تكون هنا.',
  emailFault: `اكتب بريدًا إلكترونيًا مثل \u2068ada@example.org\u2069.`,
  byEmail: 'تلقّي الردود بالبريد الإلكتروني',
  goesTo: (email) => `حين لا تكون هنا، تصل الردود أيضًا إلى ${apart(email)}.`,
  saveEmail: 'حفظ',
  stopEmail: 'إيقاف البريد',
  older: (older) =>
    count(older, { one: 'رسالة أقدم', two: 'رسالتان أقدم', few: '# رسائل أقدم', other: '# رسالة أقدم' }),
}

export const settledTexts: typeof english.settledTexts = {
  asks: 'بخصوص ما كتبته',
  arrived: (title) => `وصل إليك: ${apart(title)}`,
  questions: {
    problem: 'هل حُلّت مشكلتك؟',
    idea: 'هل هذا ما كنت تفكر فيه؟',
    praise: 'هل هذا ما كنت تتمناه؟',
    question: 'هل يجيب هذا عن سؤالك؟',
  },
  youWrote: (excerpt) => `كتبت: «${apart(excerpt)}»`,
  yes: 'نعم',
  no: 'لا',
  notSure: 'لا أعرف بعد',
  thanks: 'شكرًا لك! عرف الفريق ذلك. اكتب مجددًا لتُفتح.',
  sayMore: 'شكرًا لك! عادت إلى الفريق. ماذا ينقص بعد؟',
  close: 'إغلاق',
}

export const leavingTexts: typeof english.leavingTexts = {
  why: 'لماذا؟ إن أردت فقط.',
  reasons: {
    'too-buggy': 'أخطاء كثيرة',
    'changed-too-much': 'تغيّر كثيرًا',
    'too-fast': 'سريع جدًا',
    other: 'شيء آخر',
  },
  noAnswer: 'لا تسألني',
  thanks: 'شكرًا لك! سيقرأ الفريق ذلك.',
}

export const pictureTexts: typeof english.pictureTexts = {
  takePicture: 'صورة لهذه الصفحة',
  addPicture: 'إضافة صورة',
  pictures: 'الصور',
  picture: (number) => `الصورة ${number}`,
  change: (number) => `الرسم على الصورة ${number}`,
  drop: (number) => `إزالة الصورة ${number}`,
  taking: 'جارٍ التقاط الصورة…',
  cannotDraw: 'لا يمكن تصوير هذه الصفحة. أضف صورة من عندك.',
  shareInstead: 'دع المتصفح يلتقطها',
  shareWarning: 'لا شيء مخفيّ في هذه الصورة: ظلّل ما هو خاص.',
  notShared: 'لم يلتقط المتصفح أي صورة.',
  tooMany: (name) => `${apart(name)}: 3 صور على الأكثر مع كل رسالة.`,
  notSent: 'تعذّر إرسال الصور. ما كتبته ما زال هنا: أعد إرساله.',
  addLines: (lines) =>
    `إرفاق آخر ما سجّلته هذه الصفحة (${count(lines, { one: 'سطر واحد', two: 'سطران', few: '# أسطر', many: '# سطرًا', other: '# سطر' })})`,
  exactly: 'عرض ما سيُرسَل بالضبط',
}

export const editorTexts: typeof english.editorTexts = {
  wrongType: (name) => `${apart(name)} ليس صورة PNG أو JPEG أو WebP.`,
  tooLarge: (name) => `${apart(name)} أكبر من 5 ميغابايت.`,
  unreadable: (name) => `تعذّرت قراءة ${apart(name)} كصورة.`,
  editor: 'التظليل والرسم',
  hint: 'الحقول والأجزاء الخاصة مخفية بالفعل. اسحب فوق الصورة أو انقر زاويتين. بلوحة المفاتيح: أضف شكلًا، ثم حرّكه بالأسهم، وغيّر حجمه بـ Shift والأسهم، وأزله بـ Delete.',
  tool: 'الأداة',
  tools: { blackout: 'تظليل', box: 'إطار', pen: 'رسم' },
  addShape: 'إضافة شكل',
  undo: 'تراجع',
  use: 'استخدام هذه الصورة',
  again: 'التقاطها مجددًا',
  remove: 'بلا صورة',
  removed: 'أُزيل.',
  otherCorner: 'والآن الزاوية المقابلة.',
  shape: (kind, x, y, width, height) =>
    `${kind}، ${x}% من اليسار، ${y}% من الأعلى، العرض ${width}%، الارتفاع ${height}%`,
}

const list = (names: readonly string[]) => new Intl.ListFormat(written.language).format(names.map(apart))

export const choiceTexts: typeof english.choiceTexts = {
  close: 'إغلاق',
  allChoices: 'كل اختياراتي',
  newTab: 'يُفتح في علامة تبويب جديدة',
  undo: 'تراجع',
  undone: 'تم التراجع.',

  arrivedForYou: (title) => `وصل إليك: ${apart(title)}`,
  severalArrived: (arrived) => `وصل إليك: ${newThings(arrived)}`,
  whatHappened: 'حدث هذا من دون تدخّل منك',
  howIsIt: 'ما رأيك؟',
  howIs: (title) => `ما رأيك في ${apart(title)}؟`,
  waitForYes: (waiting) => `بانتظار موافقتك: ${newThings(waiting)}`,
  saidYes: 'لقد وافقت',
  yes: 'نعم، أريده الآن',
  getNow: 'أريده الآن',
  ofThing: (act, title) => `${act}: ${apart(title)}`,
  keepUntil: (day) => `إبقاء القديم حتى ${apart(day)}`,
  anotherDay: 'يوم آخر',
  keepOld: 'إبقاء القديم',
  until: 'حتى',
  nextLoad: 'يظهر عند تحميل هذه الصفحة مجددًا.',
  showNow: 'إظهاره الآن',
  haveNow: (title) => `لديك الآن ${apart(title)}.`,
  kept: (title, day) => `${apart(title)}: يبقى القديم لديك حتى ${apart(day)}.`,

  nothingYet: 'لم يُعلَن لك عن جديد بعد. ما سيأتي يظهر هنا أولًا مع موعده.',
  nothingComes: 'لا شيء في الطريق إليك: لديك كل ما أُعلن عنه.',
  onItsWay: (coming) => `${newThings(coming)} في الطريق إليك.`,
  coming: 'ما سيأتي ومتى',
  noDate: 'لا موعد بعد',
  having: 'ما لديّ',
  reasons: 'كل الأسباب',
  letItCome: 'دع الجديد يأتي',
  giveBack: 'إعادته',
  previews: 'للتجربة',
  on: 'مفعّل',
  off: 'متوقف',
  switched: (title, isOn) => `${apart(title)}: ${isOn ? 'مفعّل' : 'متوقف'} لديك.`,
  leaveToTeam: 'ترك القرار للفريق',

  channel: 'من أين تأتي تحديثاتي',
  here: 'أنت هنا',
  entries: { open: '', invitation: 'بدعوة', capped: 'أماكن محدودة' },
  pace: 'متى تصلني',
  tryOut: 'اختر شيئًا آخر لترى ما الذي سيغيّره قبل حفظ أي شيء.',
  looking: 'جارٍ النظر في ما سيتغيّر…',
  more: (more) => `و${count(more, { one: 'واحد آخر', two: 'اثنان آخران', few: '# أخرى', other: '# أخرى' })}`,
  choose: (names) => `اختيار ${list(names)}`,
  keep: (names) => `البقاء على ${list(names)}`,
  join: (name) => `الانضمام إلى ${apart(name)}`,
  saved: (names) => `حُفظ: اخترت ${list(names)}.`,

  default: (pace, channel) => `العودة إلى اختيار الفريق: ${apart(pace)} على ${apart(channel)}`,
  followDefault: 'اتباع اختيار الفريق',
  keepOwn: 'الإبقاء على اختياري',
  followed: 'حُفظ: تتبع اختيار الفريق، حتى إن تغيّر.',

  hold: 'إيقاف كل جديد',
  holdUntil: 'حتى يوم محدد، أو حتى إشعار مني',
  from: 'من',
  note: 'ملاحظة لك',
  openHold: (days) =>
    `اترك اليوم الثاني فارغًا ليستمر الإيقاف حتى تنهيه بنفسك؛ وإلا انتهى تلقائيًا بعد ${count(days, { one: 'يوم واحد', two: 'يومين', few: '# أيام', many: '# يومًا', other: '# يوم' })}.`,
  noHold: 'عدم إيقاف شيء',
  holdSays: 'لا يأتي جديد حتى ذلك الحين، ما عدا التغييرات العاجلة وإصلاحات الأمان.',
  holding: (from, to) => `لا جديد${from ? ` من ${apart(from)}` : ''} حتى ${to ? apart(to) : 'تنهي ذلك بنفسك'}`,
  held: (name) => `حُفظ. ${name}.`,
  endHold: 'إنهاؤه الآن',
  holdEnded: 'انتهى الإيقاف.',
  chooseDay: 'اختر يومًا.',
  moment: (day, time) => `${day}، ${time}`,
}
