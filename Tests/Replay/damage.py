"""Changes one byte of a database's audit log or evidence, as an attacker would: damage.py DATABASE audit|evidence"""
import glob
import sqlite3
import sys

database, what = sys.argv[1:3]
if what == "evidence":
    path = sorted(glob.glob(database + ".evidence/*/*"))[0]
    with open(path, "r+b") as file:
        file.seek(100)
        byte = file.read(1)[0]
        file.seek(100)
        file.write(bytes([byte ^ 1]))
else:
    connection = sqlite3.connect(database)
    row, text = connection.execute("SELECT rowid, after FROM audit WHERE after IS NOT NULL ORDER BY rowid LIMIT 1").fetchone()
    text = text if isinstance(text, str) else text.decode()
    at = len(text) // 2
    changed = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
    connection.execute("UPDATE audit SET after = ? WHERE rowid = ?", (changed, row))
    connection.commit()
