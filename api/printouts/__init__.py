"""What goes out of a plan, in Chinese: the dispatcher's workbook, route sheets, a map file and a picture.

`folder.write_all` writes them beside plan.json; `workbook.edits.read_edited_plan` reads the workbook back
after a dispatcher has changed it. Day and plan meet in `itinerary`; how things are worded, and how much of a
person is shown, stands in `wording`; every text of PDF and picture passes `lettering`, which knows the font.
"""
