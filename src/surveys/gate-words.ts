import { agoText } from '../base/wording.ts'
import type { Gate } from './ask-now.ts'
import type { Survey } from './survey.ts'

/** What the team reads of one gate between a person and a survey. */
export function gateWords({ gate, holds, until }: Gate, survey: Survey, now: number): string {
  const opens = until === undefined ? '' : `, until ${agoText(until, now).replace(/^in /, '')} from now`
  const { frequency, sampling } = survey
  switch (gate) {
    case 'state':
      return holds ? 'The survey runs' : 'The survey is paused or closed'
    case 'schedule':
      return holds ? 'Its time has come and is not over' : `This is not its time${opens}`
    case 'audience':
      return holds ? 'They are among the people meant' : 'They are not among the people meant'
    case 'sampling':
      return holds ? `The draw of ${sampling} % has them` : `The draw of ${sampling} % has not got them`
    case 'quota':
      return holds ? 'There is room for one more' : 'As many as are wanted have answered or are answering'
    case 'frequency':
      return holds ? 'They may be asked this' : frequencyWords(survey)
    case 'this-clock':
      return holds ? 'This survey has not been shown too recently' : `This survey was shown recently${opens}`
    case 'any-clock':
      return holds ? 'No survey has been shown too recently' : `Some survey was shown recently${opens}`
    case 'budget':
      return holds ? 'They want to be asked that often' : 'They do not want to be asked more often'
    case 'trigger':
      return holds ? 'What it waits for has happened' : 'What it waits for has not happened'
  }

  function frequencyWords({ frequency: { mode, times } }: Survey): string {
    if (mode === 'once') return 'It is shown once, and was shown'
    return frequency.mode === 'until-answered'
      ? `They have completed it, or have seen it ${times} times`
      : `They have seen it ${times} times`
  }
}
