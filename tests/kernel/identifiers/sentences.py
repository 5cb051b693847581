"""Sentences that name someone and sentences that do not. Every person in them is invented.

`NAMING` and `INNOCENT` are as written for explanations of counts; the date by which ages are
reckoned is 31 March 2020. `UNSEEN_…` were written after the rules and are only measured.
"""

NAMING = """
child J. Smith was reported 14 times
Ali Khan aged 7 accounts for most of them
The rise is due to Kacper Wisniewski, who was missing every weekend.
Two of these are Aisha and her brother Yusuf
Mr Patel at the placement asked for a review
The Okafor family moved into the area in January
Khan, Ali was counted twice
JOHN SMITH went missing 9 times
A child called Ellie was placed out of county
a boy named tyler was counted in both months
Grace Thompson (14) is the first-time case
Grace's mother reported her 11 times
Amber, 15, was reported missing on six nights
Zbigniew Krzak went missing 22 times
pupil Oyelaran was excluded twice
The baby's mother, Miss Dawson, moved to Kent
We counted sibling Rowan and sibling Skye
ali khan was missing on 12 nights
One family (the Lewandowskis' neighbours, Mr and Mrs Nowak) reported them
Jaydon-Lee Carter absconded from the home four times
The young person known as TJ, Tyrell James, was reported by the home
the twins Ruby and Pearl were moved in March
Initials J.S. and date of birth 04/05/2009
Three were for one child, dob 12.03.2011
Born 7 June 2008 and placed in Medway
D.O.B: 2010-11-23
date of birth 3rd of May 2012
A girl (b. 14/02/2006) was reported 31 times
child 23/11/2010 moved between homes
One case, 09/07/2007, was counted twice
The duplicate was 17 August 2009.
Her birthday is May 3, 2007
NHS number 943 476 5919 was entered twice
The duplicate record is 9434765919
NHS No. 401-023-2137
UPN P207000016049 appears in both schools
B801200005001 was counted twice
The ULN is 9276308686
System number 000123456789 was merged
one child lives at 14 Marlowe Road
22b High Street, Strood
Flat 3, Harbour Court
The home at 7 St Mary's Close sent nine reports
14 high street was visited twice
a foster home in ME4 4TR
me7 5qt is the home that closed
Carer can be reached on 07700 900123
Ring 01634 496 012 for the details
+44 7700 900456 is the worker
(01632) 960 001
email the worker at j.smith@example.org
Contact foster.carer+home@mail.example.co.uk
Dr Mensah reported all nine
The student Fatima Begum moved schools twice
Sergeant Daniel Hughes has the details
her son Mohammed was not counted
Siobhán O’Connor was counted in both quarters
José Pereira accounts for 12 of the episodes
﻿Łukasz Nowak, 16, was missing most weekends
Ｅｍｍａ Ｗｉｌｌｉａｍｓ was counted twice
his cousin Hamza is the other child
Reported by mother, Joanne Baker
Same child (Leo) each time
The other was Precious Adeyemi
Harpreet was moved to Leicester
a child, name: Kian
This was Oliver's third placement
Mia ran away 9 times from the same home
M. Kowalczyk made up 14 of the referrals
Mason Wright aged 12 and his sister
Theo T. is the child who was reported most
Summer Harris was placed in January
Two reports were about Destiny, 13
Mstr Ibrahim is now 17
We excluded Jayden because he turned 18
Neha Kulkarni aged 9 was counted by both agencies
""".strip().splitlines()

INNOCENT = """
Two children were reported 31 times between them in February
Thresholds were re-tested after the inspection in July 2019
Operation Encompass notices rose from 271 to 342
The new reporting form also counts absences
Kent Police changed its recording system in January 2020
Medway Council moved to Mosaic on 1 April 2019
Children's Social Care and Early Help now count the same way
Three schools closed early because of Storm Dennis
Storm Ciara closed the roads for two days
The Designated Nurse for Safeguarding Children checked the list
St Mary's Hospital opened a second ward
St George's Primary School sent its return late
The Victoria Climbié Inquiry is not relevant here
Clare's Law requests are now counted
Sarah's Law requests fell
Martha's Rule began in April
The Harry Watts Academy sent nothing
Jack and Jill Nursery closed in March
Child A and Child B account for 12 of the 19
Child Protection plans rose because a large sibling group was added
Child Sexual Exploitation screening was moved to the front door
child CSE assessments are now counted once
Each child CAMHS saw was counted once
One child moved from Chatham to Gillingham
Young people from London boroughs were placed in Medway
The Child Death Overview Panel met twice in May
April May and June are counted together
In April Kent Police held a week of action
March figures include two days of April
August was quiet because schools were closed
Summer holiday episodes are always higher
The Youth Justice Service recruited two workers
The Pupil Referral Unit took 14 more pupils
Ofsted inspected in July 2019
A family of five moved in and all five have plans
342 episodes by 132 children, which is 2.6 each
12 boys and 9 girls, aged 10 to 17
One girl aged 14 was reported 22 times
A 7-year-old boy and his sister were counted twice
Boys aged 12 to 15 make up most of these
The figure was 1,234 and is now 1,342
Up from 118 to 132; see the note of last quarter
We counted 271, 342 and 118 in the three months
Referrals: January 1634, February 1702, March 1685
There were 10,000 children aged 0 to 17
The population is 63,672
The rate is 72.7 for each 10,000
£175,042 was spent
From 1 January to 31 March 2020
Counted on 31/03/2020
Since 1 September 2018 the form asks for more
The policy of 12 June 2014 still applies
The threshold document was published on 17 July 2015
Between 1 April 2012 and 31 March 2013 the count was lower
Section 47 enquiries rose with section 17 referrals
Working Together to Safeguard Children 2018 changed the definition
The Children Act 1989 and the Children Act 2004 apply
Regulation 44 visits found nothing
S47 2nd quarter figures were late
Q4 2nd run of the report
The Q3 figure was wrong by 12
In year 7 and year 8 the rise was largest
The rate was flat 3 quarters running
7 Crown Court cases ended in March
14 Family Court hearings were put off
3 Magistrates' Court dates were moved
12 Park and Ride stops are not relevant
The MASH moved to Gun Wharf
Staff from NHS Kent and Medway joined the team
Medway NHS Foundation Trust now sends weekly figures
Saltmere and Weald Police corrected 14 records
The British Transport Police sent none
Cafcass and NSPCC do not hold this
Barnardo's runs the return home interviews
The National Probation Service recruited
HMP Rochester and HMYOI Cookham Wood sent one return
Medway Secure Training Centre closed in March 2020
The Head of Safeguarding checked this figure
Our Business Manager agreed the definition
A new Detective Inspector started in January
The Director of Children's Services asked for a recount
The Independent Reviewing Officer service had three vacancies
Signs of Safety training was held for 48 people
Level 3 Safeguarding and Graded Care Profile courses were full
Prevent and Modern Slavery awareness courses were added
Black, Asian and minority ethnic children are counted separately
Most were Romanian or Polish families
Two Eastern European families left the area
Christmas and New Year closed the office
COVID-19 closed the schools on 20 March 2020
Coronavirus: face-to-face visits stopped
Many will have been counted twice
Will check and correct in the next return
The mark of 25% was passed because the base is small
Grant funding ended in March
Hope House opened for eight children
Rose from 49 to 58 because of a new team
Max and min are the same this quarter
Dean of the faculty is not an agency of ours
Grace period of two weeks was used
Faith schools sent their return late
Frank talks in schools brought more disclosures
Joy Lane school sent two
Charlotte Street Children's Centre closed
Florence Nightingale Ward opened in February
Rochester Cathedral hosted the training
Isle of Sheppey children go to Kent
Hoo Peninsula schools were added
South East region and England figures are published in November
A team of 12 social workers covers Strood, Rainham and Chatham
Missing three times in 90 days: 19 children
No return home interview was refused
Not collected before July
We do not know why; the analyst is looking
Nil return: no private fostering notifications
Late because the system was down for nine days
The same child was reported by the home and by the school
One home reports every late return as missing
A carer reported the same child 14 times
The mother and father both attended
A parent complained and 3 records were corrected
Sample of 20 files audited by the Quality Assurance team
Data from Liquid Logic and Power BI differ by 4
Power BI report 17 was rerun
Chief Constable signed off the change
Schools moved to CPOMS in September
The Duke of Edinburgh award was cancelled
King's Hill surgery sends its figures quarterly
Queen Elizabeth Hospital was included by mistake
Prince's Trust referrals are not counted
10 children missing 3 or more times, 6 of them looked after
Rows 12 to 19 of the workbook were moved
Please see https://www.gov.uk/guidance for the definition
Item B. Thresholds were changed
Part A. Numbers; part B. Reasons
Two agencies, e.g. Police and Health, count this
i.e. 12 of 19 in Q4
DA, CSE and CCE flags were merged
The LADO had 636 contacts, 40 more
SEND and EHE officers joined the panel
MARAC heard 45 cases, 9 of them repeats
""".strip().splitlines()

UNSEEN_NAMING = """
Connor Doyle was reported missing by his foster carer 17 times
The placement of Aaliyah broke down twice in February
Increase due to one boy (Reece, 16) who is with us again
Mrs Akhtar's three children are all new to the plan list
Both brothers, Ibrahim and Musa, went missing together
Tomasz was wrongly coded as looked after
This includes Bethany W who came back in March
See the note on Jaswinder Gill in the workbook
K. Adeyemi and L. Brown were double counted
Social worker Sandra Price has left
child Nguyen was recorded by two teams
Baby Robinson was born in custody
The girl, Poppy Marsh, is 15
Data entry by Craig, checked by Louise
Pupil Chukwudi is electively home educated
young person named Skye is not in the count
Her stepfather Mr Grainger was arrested
We took out Evie's 4 episodes
Missing: Tia (13), Lexi (14) and Amelia-Rose (12)
HUSSAIN, Bilal counted in both quarters
the Murphy children moved to Ireland
Szymon and his sister were new
A patient called Rose was counted twice
ellie-mae johnson reported 8 times
one boy born on 9.9.2005
DOB 01/02/08
d.o.b 5-6-2011
child's birthday 12 Oct 2010
Two of them share 30/11/2012
the 2007-05-19 record was merged
her date of birth is April 4th, 2009
He (11/01/2006) turned 14
NHS: 4010232137
nhs no 987 654 4322
987-654-4322 is the merged record
upn h801200001001 was on both rolls
Ref 20190034511 was closed
35 Elm Tree Avenue was attended nine times
living at 12 Larkspur
Flat 12b, the Brook
Apartment 4, Chatham Waters
the home on Canterbury Street, ME7 5UX
postcode DA12 1AA
call 0300 123 4567
07700900456
+44 (0)7700 900 789
write to office@saltmere.example
""".strip().splitlines()

UNCOMMON = """
Tendai Moyo went missing 12 times in the quarter
the rise is due to Thanh Pham, aged 13
one child, Zbyszek Gorski, was counted twice
one boy (Kwaku Boadi) was counted twice
child Ngozi was counted by both agencies
a boy called Torquil moved in
Mrs Trelawney asked for a recount
Xanthe Pemberton (14) was reported by the home
Saoirse's mother reported it
the Petrenko family moved here
""".strip().splitlines()

UNSEEN_INNOCENT = """
Half term fell in this quarter, last year it fell in the next
The drop is seasonal: fewer reports in December and January
Nine reports came from Parkwood Green children's home
Two residential homes opened in Twydall
The police force area includes Dartford and Gravesham
We now include British Transport Police notices
Figures from Swale Borough Council are not included
Referral pathway changed after the Ofsted focused visit
An extra 31 referrals came from the Turnaround Project
Domestic abuse notices: Athena went live on 12 November 2019
Athena replaced Genesis
The Lighthouse, a sexual assault centre, reports separately
Data cleansing removed 17 duplicates
The Wigmore Library drop-in was counted as a session
Two courses with Barnardo's were cancelled because of coronavirus
Virtual School pupils were counted by the wrong team
Chatham Grammar and Rainham Mark Grammar returned nothing
Rainham Mark Grammar School returned 9
Robert Napier School returned 12
The Howard School and Thomas Aveling School were late
Fort Pitt Grammar and Sir Joseph Williamson's Mathematical School were asked twice
Bradfields Academy and Danecourt School sent a joint return
Abbey Court School moved to its new site
Three GP surgeries, among them Court View, changed system
The Margaret Oliver Review is quoted in the note
The Wood Review ended local safeguarding boards
Lord Laming's report is the source
The Munro report changed the form
Public Health England revised the population
Office for National Statistics mid-2019 estimate used
DfE guide says suspended pupils count once
The Home Office changed its form
Duty of care visits stopped on 23 March 2020
Lockdown began on 23 March
Kent County Council placed 14 more children here
London Borough of Bexley placed two
Asylum-seeking children arrived from Sudan, Iran and Vietnam
Children from Eritrea and Afghanistan are counted in full
The Easter holiday started on 3 April
Victim Support and Choices merged
SATEDA and Oasis run the groups
Open Road and Turning Point take the referrals
Addaction became We Are With You in February
School nurses moved to Medway Community Healthcare
North East London NHS Foundation Trust runs the service
NELFT reported 12 fewer
Sunlight Centre opened its doors in May
Elective home education visits stopped
Emotional Support Teams were set up
Graded Care Profile 2 replaced the older tool
Edge of care cases were counted for the first time
The Early Help Hub in Gillingham and All Saints closed
All Saints Children's Centre merged with Delce
Walderslade and Princes Park were late
Team 2 covers Princes Park and Luton and Wayfield
Operation Willow found 12 more children
Project Phoenix ended
Hidden Harm and Neglect training drew 31 people
Four out of 17 schools sent 0
48 sessions for 970 delegates
Delegates: police 31, health 44, education 102
Up 26 per cent on last quarter; down 4 on last year
Change of system on 1/4/19
Run on 14.05.2020 for the period to 31.03.2020
Report 204 of 12 May 2020
Table 12.4 of the pack
Between 08:00 and 18:00 on weekdays
9 of 10 answers came in 2 working days
The 85% of 2018/19 was over a shorter period
Contacts 4,031; referrals 1,226; assessments 1,107
Nothing to add
No change of practice. Small numbers.
As agreed with the analyst on Monday
Quality of recording improved after Jan 2020
Numbers include 12 young adults aged 18 to 24
Cohort of year 11 is larger
School years 10 and 11 made up two thirds
Nil: the Secure Estate had no such event
Head teacher training day moved to June
A single household of seven made 31 calls
A placement breakdown in Hastings brought 4 children back
Weekend cover began
Mental health support teams went live in Strood
Level 2 and Level 3 courses; Trainers from Saltmere Council
The Sudanese family and the Traveller family were counted once
One school, Rochester Riverside, was late
Rochester Riverside (14) and Strood Sands (9) were late
Lordswood's parents' evening
The Cozenton Park team moved
One home, Willow House, closed
Twydall's children's centre closed
""".strip().splitlines()
