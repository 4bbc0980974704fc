"""Heads and feet of invented sheets, in each jurisdiction's own styles, with what they say.

A tab parts two columns of a line. `damage` is what a scan may make of some words of the page; the
sheet must say the same with it.
"""

from dataclasses import dataclass
from typing import Any

BODY = """AVAILABILITY
Available to any member of the system for all uses, subject to the rules on file.
"""
NAMES = ("book", "sheet", "revision", "cancels_book", "cancels_sheet", "cancels_revision")


@dataclass(frozen=True)
class Sample:
    """One sheet: what it prints, and every field that must be read from it."""

    code: str
    style: str
    head: str
    foot: str
    identity: tuple[str | int | None, ...]
    more: dict[str, Any]
    damage: dict[str, str]

    @property
    def text(self) -> str:
        """The page as a clean dump."""
        return f"{self.head}\n{BODY}\n{self.foot}"

    @property
    def worn(self) -> str:
        """The page as a damaged dump."""
        text = self.text
        for meant, seen in self.damage.items():
            assert meant in text, meant
            text = text.replace(meant, seen, 1)
        return text

    @property
    def wanted(self) -> dict[str, Any]:
        """All fields with a value."""
        identity = dict(zip(NAMES, self.identity, strict=True))
        known = {name: value for name, value in identity.items() if value is not None}
        return {"jurisdiction": self.code, "pages": [1], **known, **self.more}


SAMPLES = (
    Sample(
        "KY", "corner",
        "FOR ENTIRE SERVICE AREA\nP.S.C. KY. NO. 12\n2ND REVISED SHEET NO. 1-1\n"
        "CANCELLING P.S.C. KY. NO. 12\n1ST REVISED SHEET NO. 1-1\n\n"
        "CEDAR GAP ENERGY COOPERATIVE CORPORATION\nRESIDENTIAL SERVICE\n",
        "DATE OF ISSUE\tApril 9, 2021\nDATE EFFECTIVE\tJanuary 14, 2021\n"
        "ISSUED BY\t/s/ Alma Rowe\nTITLE\tPresident and CEO\n"
        "BY AUTHORITY OF ORDER OF THE PUBLIC SERVICE COMMISSION\n"
        "IN CASE NO. 2020-00174 DATED January 13, 2021\n",
        ("12", "1-1", 2, "12", "1-1", 1),
        {"utility": "CEDAR GAP ENERGY COOPERATIVE CORPORATION", "title": "RESIDENTIAL SERVICE",
         "territory": "ENTIRE SERVICE AREA", "issued": "2021-04-09",
         "effective": "2021-01-14", "issued_by": "Alma Rowe",
         "issuer_title": "President and CEO", "authority_case": "2020-00174",
         "authority_dated": "2021-01-13"},
        {"NO. 12\n2ND": "N0. 12\n2ND", "CANCELLING": "CANCELL1NG", "ENTIRE": "ENTrn.E"},
    ),
    Sample(
        "KY", "revision of original",
        "Briar Hollow Gas and Electric Company\n"
        "P.S.C. Electric No. 8, Second Revision of Original Sheet No. 45.1\n"
        "Canceling P.S.C. Electric No. 8, First Revision of Original Sheet No. 45.1\n"
        "STANDBY SERVICE\n",
        "Date of Issue: June 10, 2011\nDate Effective: June 29, 2011\n"
        "Issued By: /s/ Lon Bell, Vice President, State Regulation and Rates\n"
        "Issued by authority of an Order of the KPSC in Case No. 2009-00549 dated July 30, 2010\n",
        ("8", "45.1", 2, "8", "45.1", 1),
        {"utility": "Briar Hollow Gas and Electric Company", "title": "STANDBY SERVICE",
         "issued": "2011-06-10", "effective": "2011-06-29", "issued_by": "Lon Bell",
         "issuer_title": "Vice President, State Regulation and Rates",
         "authority_case": "2009-00549", "authority_dated": "2010-07-30"},
        {"No. 8, Second": "No.8, Second", "Canceling": "Cance1ing", "June 29": "June  29"},
    ),
    Sample(
        "KY", "classification form",
        "FOR\tEntire Territory Served\nCommunity, Town or City\nP.S.C. KY. NO.\t4\n"
        "3rd Revised\tSHEET NO.\t7\nCANCELLING P.S.C. KY. NO.\t4\n2nd Revised\tSHEET NO.\t7\n"
        "Stony Fork Water District\nCLASSIFICATION OF SERVICE\nMETERED WATER SERVICE\n",
        "DATE OF ISSUE\tNovember 1, 1993\nDATE EFFECTIVE\tDecember 15, 1993\n"
        "ISSUED BY\t/s/ Ray Ott\nTITLE\tChairman\n"
        "PUBLIC SERVICE COMMISSION\nOF KENTUCKY\nEFFECTIVE\nDEC 15 1993\n"
        "PURSUANT TO 807 KAR 5:011,\nSECTION 9 (1)\n"
        "BY: ____________\nFOR THE PUBLIC SERVICE COMMISSION\n",
        ("4", "7", 3, "4", "7", 2),
        {"utility": "Stony Fork Water District", "territory": "Entire Territory Served",
         "title": "METERED WATER SERVICE", "issued": "1993-11-01", "effective": "1993-12-15",
         "stamped_effective": "1993-12-15", "issued_by": "Ray Ott", "issuer_title": "Chairman",
         "regulation": "807 KAR 5:011 SECTION 9 (1)"},
        {"NO.\t7\nCANC": "NO. 7\nCANC", "PURSUANT": "PUpSUANT", "DEC 15": "DEC15"},
    ),
    Sample(
        "KY", "energy regulatory commission",
        "P.S.C. KY. NO. 3\nORIGINAL SHEET NO. 1\nCANCELLING E.R.C. KY. NO. 3\n\n"
        "RIDGEWAY COUNTY RURAL ELECTRIC COOPERATIVE CORPORATION\nGENERAL SERVICE\n",
        "DATE OF ISSUE\tMay 1, 1981\nDATE EFFECTIVE\tMay 21, 1981\n"
        "ISSUED BY ____________\tTITLE\tGeneral Manager\n"
        "Issued by authority of an Order of the Energy Regulatory Commission of Kentucky in\n"
        "Case No. 7982 Dated April 30, 1981\n",
        ("3", "1", 0, "E.R.C. No. 3", None, None),
        {"utility": "RIDGEWAY COUNTY RURAL ELECTRIC COOPERATIVE CORPORATION",
         "title": "GENERAL SERVICE", "issued": "1981-05-01", "effective": "1981-05-21",
         "issuer_title": "General Manager", "authority_case": "7982",
         "authority_dated": "1981-04-30"},
        {"P.S.C. KY. NO. 3\n": "P. S.C. KY. NO . 3\n", "CANCELLING": "CANCELLlNG"},
    ),
    Sample(
        "KY", "electronic stamp",
        "PSC KY NO. 9\nFIFTH REVISED SHEET NO. 22\nCANCELLING PSC KY NO. 9\n"
        "FOURTH REVISED SHEET NO. 22\n\nTURKEY RUN ENERGY COOPERATIVE\nNET METERING\n",
        "DATE OF ISSUE\tApril 26, 2018\nDATE EFFECTIVE\tMay 1, 2018\n"
        "ISSUED BY\t/s/ Dee Hale\nTITLE\tPresident & CEO\n"
        "KENTUCKY\nPUBLIC SERVICE COMMISSION\nMara L. Fenn\nExecutive Director\n"
        "EFFECTIVE\n5/1/2018\nPURSUANT TO 807 KAR 5:011 SECTION 9 (1)\n",
        ("9", "22", 5, "9", "22", 4),
        {"utility": "TURKEY RUN ENERGY COOPERATIVE", "title": "NET METERING",
         "issued": "2018-04-26", "effective": "2018-05-01", "stamped_effective": "2018-05-01",
         "issued_by": "Dee Hale", "issuer_title": "President & CEO",
         "regulation": "807 KAR 5:011 SECTION 9 (1)"},
        {"5/1/2018\nPURSUANT": "5/1/2018PURSUANT", "Executive Director": "Execut1ve Director"},
    ),
    Sample(
        "WV", "revision of original",
        "MOUNT HOREB POWER COMPANY\nP.S.C. W. Va. No. 3\n"
        "Twenty-Third Revision of Original Sheet No. 1\nCanceling\n"
        "Twenty-Second Revision of Original Sheet No. 1\nRESIDENTIAL SCHEDULE\n",
        "Issued: February 18, 2015\tEffective: February 25, 2015\n"
        "Issued by: Ida Crum, President\n"
        "Issued pursuant to Order in Case No. 14-0702-E-42T dated February 3, 2015\n",
        ("3", "1", 23, None, "1", 22),
        {"utility": "MOUNT HOREB POWER COMPANY", "title": "RESIDENTIAL SCHEDULE",
         "issued": "2015-02-18", "effective": "2015-02-25", "issuer_title": "President",
         "authority_case": "14-0702-E-42T", "authority_dated": "2015-02-03"},
        {"No. 3\nTwenty": "No. 3Twenty", "Canceling": "Cance1ing"},
    ),
    Sample(
        "WV", "tariff number",
        "P.S.C. W. VA. TARIFF NO. 14\n4TH REVISION OF ORIGINAL SHEET NO. 1-1\n"
        "CANCELING 3RD REVISION OF ORIGINAL SHEET NO. 1-1\n"
        "BLACKWATER ELECTRIC COMPANY\nSTREET LIGHTING\n",
        "Issued Pursuant to\nP.S.C. West Virginia\nCase No. 15-1673-E-T\n"
        "Order Dated July 28, 2016\n"
        "Issued by\tEffective: Service rendered on or after August 4, 2016\n"
        "Tom Akers, President & General Manager\n",
        ("14", "1-1", 4, None, "1-1", 3),
        {"utility": "BLACKWATER ELECTRIC COMPANY", "title": "STREET LIGHTING",
         "effective": "2016-08-04", "authority_case": "15-1673-E-T",
         "authority_dated": "2016-07-28", "issuer_title": "President & General Manager"},
        {"TARIFF NO. 14": "TARIFF N0. 14", "SHEET NO. 1-1\nCANC": "SHEET NO. 1‐1\nCANC"},
    ),
    Sample(
        "WV", "first sheets",
        "P.S.C. West Virginia No. 2\nOriginal Sheet No. 7\nCanceling P.S.C. West Virginia No. 1\n"
        "Coal Fork Public Service District\nWATER SERVICE\n",
        "Date of Issue: March 1, 2010\nEffective Date: April 1, 2010\nIssued by: Ora Dent\n",
        ("2", "7", 0, "1", None, None),
        {"utility": "Coal Fork Public Service District", "title": "WATER SERVICE",
         "issued": "2010-03-01", "effective": "2010-04-01"},
        {"West Virginia No. 2": "West Virglnia No. 2"},
    ),
    Sample(
        "OR", "revised",
        "PUC Oregon No. 4\n1st Revised Sheet No. 3A\nCanceling Original Sheet No. 3A\n"
        "Steens Water Company\nMETERED RATES\n",
        "Issue Date: May 4, 2012\nEffective Date: June 8, 2012\nIssued by: Lena Voss\n"
        "Advice No. 12-02\n",
        ("4", "3A", 1, None, "3A", 0),
        {"utility": "Steens Water Company", "title": "METERED RATES", "issued": "2012-05-04",
         "effective": "2012-06-08", "authority_case": "12-02"},
        {"Oregon No. 4": "Oregon N0. 4", "Canceling": "GANCELING"},
    ),
    Sample(
        "OR", "revision of",
        "Wallowa Electric Company\tFifth Revision of Sheet No. 7-1\n"
        "P.U.C. Oregon No. E-18\tCanceling Fourth Revision of Sheet No. 7-1\n"
        "SCHEDULE 7\nRESIDENTIAL SERVICE\n",
        "Advice No. 14-21\nIssued December 19, 2014\tEffective for service\n"
        "Joan F. Pell, Senior Vice President\ton and after January 1, 2015\n",
        ("E-18", "7-1", 5, None, "7-1", 4),
        {"utility": "Wallowa Electric Company", "schedule": "7", "title": "RESIDENTIAL SERVICE",
         "issued": "2014-12-19", "effective": "2015-01-01", "authority_case": "14-21",
         "issuer_title": "Senior Vice President"},
        {"P.U.C. Oregon No. E-18": "P.U.C. Oregon No.E-18"},
    ),
    Sample(
        "OR", "whole book",
        "P.U.C. OR. NO. 37\nORIGINAL SHEET NO. 200-2\nCANCELING P.U.C. OR. NO. 36\n"
        "CASCADE GORGE GAS COMPANY\nBASE SUPPLY SERVICE\nOregon\n",
        "Issued August 1, 2018\tEffective for service on and after September 1, 2018\n"
        "Advice No. 18-006\n",
        ("37", "200-2", 0, "36", None, None),
        {"utility": "CASCADE GORGE GAS COMPANY", "title": "BASE SUPPLY SERVICE",
         "issued": "2018-08-01", "effective": "2018-09-01", "authority_case": "18-006"},
        {"CANCELING": "CANCEL1NG", "NO. 37": "NO.37"},
    ),
    Sample(
        "NY", "electronic tariff system",
        "Status: EFFECTIVE\tEffective Date: 04/01/2013\nPSC NO: 220 ELECTRICITY\tLEAF: 112\n"
        "SARANAC POWER CORPORATION\tREVISION: 5\n"
        "INITIAL EFFECTIVE DATE: March 20, 2013\tSUPERSEDING REVISION: 4\n"
        "STAMPS: Issued in Compliance with Order in Case 12-E-0201 dated March 15, 2013\n"
        "SERVICE CLASSIFICATION\n",
        "Issued by: Ann Reese, President, Saranac, New York\n",
        ("220", "112", 5, None, None, 4),
        {"utility": "SARANAC POWER CORPORATION", "title": "SERVICE CLASSIFICATION",
         "effective": "2013-03-20", "stamped_effective": "2013-04-01",
         "authority_case": "12-E-0201", "authority_dated": "2013-03-15",
         "issuer_title": "President"},
        {"PSC NO: 220": "PSC N0: 220", "SUPERSEDING": "SUPERSED1NG"},
    ),
    Sample(
        "NY", "one under another",
        "PSC NO: 18 GAS\nNORTHVILLE GAS CORPORATION\nINITIAL EFFECTIVE DATE: 07/01/10\n"
        "LEAF: 84.1\nREVISION: 12\nSUPERSEDING REVISION: 11\n"
        "GENERAL INFORMATION\n",
        "ISSUED BY: Carl Voigt, Vice President, Utica, New York\n",
        ("18", "84.1", 12, None, None, 11),
        {"utility": "NORTHVILLE GAS CORPORATION", "title": "GENERAL INFORMATION",
         "effective": "2010-07-01", "issuer_title": "Vice President"},
        {"LEAF: 84.1": "LEAF : 84.1", "REVISION: 12": "REVIS1ON: 12"},
    ),
    Sample(
        "NY", "first leaf",
        "PSC NO: 7 WATER\tLEAF: 3\nONEIDA LAKE WATER COMPANY\tREVISION: 0\n"
        "INITIAL EFFECTIVE DATE: May 1, 2009\tSUPERSEDING REVISION:\nRULES OF SERVICE\n",
        "Issued by: Bea Stone, President, Rome, New York\n",
        ("7", "3", 0, None, None, None),
        {"utility": "ONEIDA LAKE WATER COMPANY", "title": "RULES OF SERVICE",
         "effective": "2009-05-01", "issuer_title": "President"},
        {"LEAF: 3": "LEAF:3"},
    ),
    Sample(
        "FL", "words",
        "SECTION NO. VI\nFORTY-FIFTH REVISED SHEET NO. 6.120\n"
        "CANCELS FORTY-FOURTH REVISED SHEET NO. 6.120\nGULF PINES ELECTRIC COMPANY\n"
        "RATE SCHEDULE RS-1\nRESIDENTIAL SERVICE\n",
        "ISSUED BY: Tess Amaro, Managing Director, Rates & Regulatory Strategy - Florida\n"
        "EFFECTIVE: January 1, 2020\n",
        (None, "6.120", 45, None, "6.120", 44),
        {"utility": "GULF PINES ELECTRIC COMPANY", "schedule": "RS-1",
         "title": "RESIDENTIAL SERVICE", "effective": "2020-01-01"},
        {"FORTY-FIFTH": "FORTY- FIFTH", "SHEET NO. 6.120\nCAN": "SHEET N0. 6.120\nCAN"},
    ),
    Sample(
        "FL", "revision alone",
        "FORTY-FIFTH REVISED SHEET NO. 6.120\nCANCELS FORTY-FOURTH\n"
        "SUWANNEE LIGHT COMPANY\nLIGHTING SERVICE\n",
        "ISSUED BY: Rex Dole, President\tEFFECTIVE: July 1, 2014\n"
        "DOCKET NO. 130040-EI, Florida\n",
        (None, "6.120", 45, None, None, 44),
        {"utility": "SUWANNEE LIGHT COMPANY", "title": "LIGHTING SERVICE",
         "effective": "2014-07-01", "issuer_title": "President", "authority_case": "130040-EI"},
        {"CANCELS": "CANCE1S"},
    ),
    Sample(
        "FL", "mixed case",
        "Osceola Power & Light Company\tFirst Revised Sheet No. 8.101\n"
        "Cancels Original Sheet No. 8.101\nGENERAL SERVICE\n",
        "Issued by: Rex Dole, President, Florida\nEffective: March 1, 2010\n",
        (None, "8.101", 1, None, "8.101", 0),
        {"utility": "Osceola Power & Light Company", "title": "GENERAL SERVICE",
         "effective": "2010-03-01", "issuer_title": "President"},
        {"Revised Sheet": "Rev1sed Sheet"},
    ),
    Sample(
        "IN", "bare number",
        "Tippecanoe Light Company\tI.U.R.C. No. E-18\n1st Revised No. 200\n"
        "Superseding\nOriginal No. 200\nRATE RS\nRESIDENTIAL SERVICE\n",
        "Issued Pursuant to Cause No. 44576 Order Dated March 16, 2016\nEffective: March 31, 2016\n"
        "Indiana Utility Regulatory Commission\n",
        ("E-18", "200", 1, None, "200", 0),
        {"utility": "Tippecanoe Light Company", "schedule": "RS", "title": "RESIDENTIAL SERVICE",
         "effective": "2016-03-31", "authority_case": "44576", "authority_dated": "2016-03-16"},
        {"1st Revised No. 200": "1st Revised N0. 200", "Superseding": "Supersedlng"},
    ),
    Sample(
        "IN", "sheet number",
        "WABASH VALLEY GAS COMPANY\nIURC GAS SERVICE TARIFF\nORIGINAL VOLUME NO. 8\n"
        "THIRD REVISED SHEET NO. 55\nSUPERSEDING SECOND REVISED SHEET NO. 55\n"
        "RATE 115\n",
        "Issued Date: July 20, 2018\tEffective Date: August 1, 2018\nIssued by: Ed Marsh\n"
        "Cause No. 45007\n",
        ("8", "55", 3, None, "55", 2),
        {"utility": "WABASH VALLEY GAS COMPANY", "schedule": "115", "issued": "2018-07-20",
         "effective": "2018-08-01", "authority_case": "45007"},
        {"SHEET NO. 55\nSUP": "SHEET NO.55\nSUP"},
    ),
    Sample(
        "IN", "whole book",
        "I.U.R.C. NO. 17\nORIGINAL SHEET NO. 12\nSUPERSEDING I.U.R.C. NO. 16\n"
        "MAUMEE WATER COMPANY\nMETERED SERVICE\n",
        "Issued: April 2, 2012\nEffective: April 9, 2012\n"
        "Issued under authority of an Order of the\n"
        "Indiana Utility Regulatory Commission in Cause No. 43987\n",
        ("17", "12", 0, "16", None, None),
        {"utility": "MAUMEE WATER COMPANY", "title": "METERED SERVICE", "issued": "2012-04-02",
         "effective": "2012-04-09", "authority_case": "43987"},
        {"I.U.R.C. NO. 17": "I.U.R.C. N0. 17"},
    ),
    Sample(
        "MO", "schedule number",
        "GASCONADE ELECTRIC COMPANY\nMO.P.S.C. SCHEDULE NO. 6\t3rd Revised\tSHEET NO. 54\n"
        "CANCELLING MO.P.S.C. SCHEDULE NO. 6\t2nd Revised\tSHEET NO. 54\n"
        "APPLYING TO MISSOURI SERVICE AREA\nRESIDENTIAL SERVICE\n",
        "DATE OF ISSUE\tMay 6, 2015\tDATE EFFECTIVE\tJune 5, 2015\n"
        "ISSUED BY\tWade Moll\tPresident\n"
        "Issued pursuant to the Order of the Mo.P.S.C. in Case No. ER-2014-0258.\n",
        ("6", "54", 3, "6", "54", 2),
        {"utility": "GASCONADE ELECTRIC COMPANY", "title": "RESIDENTIAL SERVICE",
         "territory": "MISSOURI SERVICE AREA", "issued": "2015-05-06",
         "effective": "2015-06-05", "issuer_title": "President",
         "authority_case": "ER-2014-0258"},
        {"SCHEDULE NO. 6\t3rd": "SCHEDULE N0. 6\t3rd", "CANCELLING": "CANCELLlNG"},
    ),
    Sample(
        "MO", "form 13",
        "FORM NO. 13\nP.S.C. MO. No. 7\nFourth Revised Sheet No. 11A\n"
        "Canceling P.S.C. MO. No. 7\nThird Revised Sheet No. 11A\n"
        "For Missouri Retail Service Area\nLittle Osage Power Company\nLARGE POWER SERVICE\n",
        "DATE OF ISSUE: September 8, 2015\nDATE EFFECTIVE: October 8, 2015\n"
        "ISSUED BY: Ivy Burke, Vice President\n"
        "FILED\nMissouri Public\nService Commission\nER-2014-0370; YE-2016-0078\n",
        ("7", "11A", 4, "7", "11A", 3),
        {"utility": "Little Osage Power Company", "title": "LARGE POWER SERVICE",
         "territory": "Missouri Retail Service Area", "issued": "2015-09-08",
         "effective": "2015-10-08", "issuer_title": "Vice President"},
        {"No. 7\nFourth": "No. 7Fourth"},
    ),
    Sample(
        "MO", "cancelled",
        "P.S.C. MO. No. 2\nOriginal Sheet No. 30\nCancelling P.S.C. MO. No. 1\n"
        "For Missouri Retail Service Area\nST. FRANCIS GAS COMPANY\nTRANSPORTATION SERVICE\n",
        "CANCELLED\nMay 30, 2015\nMissouri Public\nService Commission\n"
        "Date of Issue: January 8, 2013\nEffective Date: February 1, 2013\nIssued by: Nan Orr\n",
        ("2", "30", 0, "1", None, None),
        {"utility": "ST. FRANCIS GAS COMPANY", "title": "TRANSPORTATION SERVICE",
         "territory": "Missouri Retail Service Area", "issued": "2013-01-08",
         "effective": "2013-02-01", "cancelled": "2015-05-30"},
        {"Cancelling": "Cancell1ng"},
    ),
    Sample(
        "CO", "sheet dates",
        "FRONT RANGE ELECTRIC COMPANY\nThird Revised\tSheet No. 30\n"
        "COLO. PUC No. 8 Electric\tCancels\nSecond Revised\tSheet No. 30\n"
        "RESIDENTIAL GENERAL SERVICE\n",
        "ADVICE LETTER NUMBER 1672\tISSUE DATE June 25, 2014\n"
        "DECISION NUMBER C14-0686\tEFFECTIVE DATE July 1, 2014\n",
        ("8", "30", 3, None, "30", 2),
        {"utility": "FRONT RANGE ELECTRIC COMPANY", "title": "RESIDENTIAL GENERAL SERVICE",
         "issued": "2014-06-25", "effective": "2014-07-01", "authority_case": "C14-0686"},
        {"COLO. PUC No. 8": "COLO. PUC N0. 8", "ISSUE DATE": "ISSUE DATF"},
    ),
    Sample(
        "CO", "stacked",
        "Colo. PUC No. 7\nFirst Revised Sheet No. 16A\nCancels Original Sheet No. 16A\n"
        "SAN LUIS GAS COMPANY\nGAS COST ADJUSTMENT\n",
        "Advice Letter No. 412\nDecision No. R09-0113\nIssue Date: January 20, 2009\n"
        "Effective Date: February 1, 2009\nIssued by: Kim Ort, Vice President\n",
        ("7", "16A", 1, None, "16A", 0),
        {"utility": "SAN LUIS GAS COMPANY", "title": "GAS COST ADJUSTMENT",
         "issued": "2009-01-20", "effective": "2009-02-01", "authority_case": "R09-0113",
         "issuer_title": "Vice President"},
        {"Sheet No. 16A\nCancels": "Sheet No.16A\nCancels"},
    ),
    Sample(
        "CO", "advice letter alone",
        "Colo. PUC No. 3\nOriginal Sheet No. R12\nCancels Colo. PUC No. 2\n"
        "Yampa Electric Association\nRULES AND REGULATIONS\n",
        "Advice Letter No. 77\nIssue Date: May 3, 2011\nEffective Date: June 3, 2011\nColorado\n",
        ("3", "R12", 0, "2", None, None),
        {"utility": "Yampa Electric Association", "title": "RULES AND REGULATIONS",
         "issued": "2011-05-03", "effective": "2011-06-03", "authority_case": "77"},
        {"Original": "Origina1"},
    ),
    Sample(
        "CA", "running number",
        "Sierra Foothill Electric Company\tRevised\tCal. P.U.C. Sheet No. 61247-E\n"
        "Cancelling\tRevised\tCal. P.U.C. Sheet No. 61096-E\n"
        "ELECTRIC SCHEDULE E-1\nRESIDENTIAL SERVICES\n",
        "Advice 7846-E\tIssued by\tSubmitted February 27, 2026\n"
        "Decision D.26-03-013\tRuth Ames\tEffective March 1, 2026\n"
        "\tVice President\tResolution\n",
        (None, "61247-E", None, None, "61096-E", None),
        {"utility": "Sierra Foothill Electric Company", "schedule": "E-1",
         "title": "RESIDENTIAL SERVICES", "issued": "2026-02-27", "effective": "2026-03-01",
         "authority_case": "D.26-03-013", "issuer_title": "Vice President"},
        {"Cancelling": "Cancel1ing"},
    ),
    Sample(
        "CA", "original",
        "Mojave Edison Company\tOriginal\tCal. P.U.C. Sheet No. 70123-E\n"
        "SCHEDULE TOU-9\nTIME OF USE\n",
        "Advice 4100-E\tIssued by\tDate Filed January 5, 2020\n"
        "Decision 19-11-022\tIna Cole\tEffective February 1, 2020\n",
        (None, "70123-E", 0, None, None, None),
        {"utility": "Mojave Edison Company", "schedule": "TOU-9", "title": "TIME OF USE",
         "issued": "2020-01-05", "effective": "2020-02-01", "authority_case": "19-11-022"},
        {"Sheet No.": "Sheet N0."},
    ),
)  # fmt: skip
