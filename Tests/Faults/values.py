"""Numbers and times that cannot be: in declarations of every format, in reports of devices, in lane.json5."""
from faults import *

BAD = ["1e308", "-1e308", "1e19", "-9223372036854775808", "9223372036854775807", "1e18", '"NaN"', '"Infinity"', "-1"]


def declaration(**fields):
    return {"reference": "R-1", "version": 1, "vehicle": {"tractorPlate": "12C12345"}, **fields}


def spelled(value, text):
    """The JSON of a declaration with `text` in place of the mark."""
    return json.dumps(value).replace('"MARK"', text)


FIELDS = {
    "version": declaration(version="MARK"),
    "trips": declaration(trips="MARK"),
    "containers\\[0\\].grossKg": declaration(containers=[{"number": "MSCU0137155", "grossKg": "MARK"}]),
    "containers\\[0\\].tareKg": declaration(containers=[{"number": "MSCU0137155", "tareKg": "MARK"}]),
    "containers\\[0\\].verifiedGrossKg": declaration(containers=[{"number": "MSCU0137155", "verifiedGrossKg": "MARK"}]),
    "goods\\[0\\].netKg": declaration(goods=[{"netKg": "MARK"}]),
    "goods\\[0\\].grossKg": declaration(goods=[{"grossKg": "MARK"}]),
    "goods\\[0\\].value": declaration(goods=[{"value": "MARK"}]),
    "goods\\[0\\].packages": declaration(goods=[{"packages": "MARK"}]),
}
for field, value in FIELDS.items():
    for bad in BAD:
        file = write("one.json", "[" + spelled(value, bad) + ', {"reference": "GOOD", "vehicle": {"tractorPlate": "X1"}}]')
        fault(f"{field} {bad}", command("manifest", "--json", file),
              said=[f"item 1: {field}"], printed=['"reference":"R-1"', '"reference":"GOOD"'])
for bad in ["1e308", "-1e308", "-274", '"NaN"']:
    value = declaration(containers=[{"number": "MSCU0137155", "celsius": "MARK"}])
    fault(f"celsius {bad}", command("manifest", "--json", write("one.json", spelled(value, bad))),
          said=["celsius"], printed=["R-1"])
for field in ["validFrom", "validUntil"]:
    for time in ["0000-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "9999-12-31T23:59:60-23:59", "2200-01-01T00:00:00Z"]:
        fault(f"{field} {time}", command("manifest", "--json", write("one.json", declaration(**{field: time}))),
              said=[f"{field}: .*1970 to 2199"], printed=["R-1"])

# A version that cannot be locks nobody out: the next one stands.
versions = [spelled(declaration(version="MARK", gate="first"), "1e18"), json.dumps(declaration(version=2, gate="second"))]
fault("version 1e18, then 2", command("manifest", "--json", write("two.json", "[" + ",".join(versions) + "]")),
      said=["item 1: version"], printed=['"version":0', '"version":2'])

for bad in ["1e308", "99999999999999999999", "1e19"]:
    table = f"reference,version,tractorPlate,containerNumber,grossKg,packages\nR-1,1,12C12345,MSCU0137155,{bad},{bad}\n"
    fault(f"CSV {bad}", command("manifest", "--json", write("one.csv", table)), said=["line 2.*grossKg"], printed=["R-1"])
kilos = "9" * 39
messages = {
    "EDIFACT": ("a.edi", "UNB+UNOC:3+S+R+260302:0830+1'UNH+1+CUSCAR:D:96B:UN'BGM+85+R-1+9'DTM+137:202603020830:203'"
                f"TDT+20++3+++++12C12345'EQD+CN+MSCU0137155+22G1'MEA+AAE+G+KGM:{kilos}'CNT+16:1'UNT+8+1'UNZ+1+1'"),
    "WCO": ("a.xml", "<Declaration><ID>R-1</ID><GoodsShipment><Consignment><BorderTransportMeans><ID>12C12345</ID>"
            "</BorderTransportMeans><TransportEquipment><ID>MSCU0137155</ID></TransportEquipment></Consignment>"
            f"<GovernmentAgencyGoodsItem><Commodity><Description>x</Description></Commodity><GoodsMeasure><GrossMassMeasure>{kilos}</GrossMassMeasure></GoodsMeasure>"
            "</GovernmentAgencyGoodsItem></GoodsShipment></Declaration>"),
    "NCTS": ("b.xml", "<CC015C PhaseID=\"NCTS5.0\"><preparationDateAndTime>9999-12-31T08:30:00</preparationDateAndTime>"
             "<TransitOperation><LRN>R-1</LRN></TransitOperation><Consignment><TransportEquipment>"
             "<containerIdentificationNumber>MSCU0137155</containerIdentificationNumber></TransportEquipment>"
             "</Consignment></CC015C>"),
    "ASYCUDA": ("c.xml", f"<Awmds><General_segment><General_segment_id><Voyage_number>R-1</Voyage_number>"
                "</General_segment_id></General_segment><Bol_segment><ctn_segment><Ctn_reference>MSCU0137155"
                f"</Ctn_reference><Empty_weight>{kilos}</Empty_weight></ctn_segment></Bol_segment></Awmds>"),
}
for format, (name, text) in messages.items():
    fault(f"{format}: a number beyond its bounds", command("manifest", "--json", write(name, text)),
          said=["cannot be;"], printed=["R-1"])

AT = '{"gate":"g","lane":"L","at":"2026-03-02T01:00:25Z",'
EVENTS = [AT + f'"sensor":"weight","kg":{bad}}}' for bad in BAD + ["1000001"]]
EVENTS += [AT + f'"sensor":"length","feet":{bad}}}' for bad in BAD + ["0", "20.5", "101"]]
EVENTS += [AT + f'"sensor":"electronicSeal","alarm":"stopped","minutes":{bad}}}' for bad in BAD]
EVENTS += [AT + f'"sensor":"reefer","running":true,"celsius":{bad}}}' for bad in BAD[:8]]
EVENTS += [AT + f'"sensor":"weight","kg":38000,"accuracyClass":{bad}}}' for bad in BAD + ["0"]]
EVENTS += [AT.replace("2026-03-02T01:00:25Z", time) + '"sensor":"tag","number":"1"}' for time in [
    "9999-12-31T23:59:60-23:59", "0000-01-01T00:00:00+23:59", "2200-01-01T00:00:00Z", "soon"]]
result = command("replay", lane("events", clips=False, events="\n".join(EVENTS) + "\n"))
for number, event in enumerate(EVENTS, 1):
    fault(event[len(AT):] or event, result, said=[f"events.jsonl: line {number}: "])

for name, camera in {
    "clockOffset 1e308": "clockOffset: 1e308, clips: []", "clockOffset NaN": "clockOffset: NaN, clips: []",
    "clockOffset -1e19": "clockOffset: -1e19, clips: []",
    "start 9999": 'clips: [{file: "a.mp4", start: "9999-12-31T23:59:60-23:59"}]',
    "start 0000": 'clips: [{file: "a.mp4", start: "0000-01-01T00:00:00Z"}]',
}.items():
    text = f'{{lanes: [{{gate: "g", id: "L", direction: "entry",\n cameras: [{{id: "c", role: "roof", {camera}}}]}}]}}'
    fault(f"lane.json5: {name}", command("replay", lane(name, clips=False, text=text)), said=["lane.json5:2:"])

# The truck gets its verdict, whatever came with it; twice on one database, as a table and as JSON.
truck = json.load(open("Streams/01-green-truck/declarations.json", encoding="utf-8"))
own = next(item for item in truck if "12C12345" in json.dumps(item))
own.update({"trips": "MARK"})
own["containers"][0].update({"tareKg": "MARK", "verifiedGrossKg": "MARK", "celsius": "MARK"})
own["goods"][0].update({"packages": "MARK", "value": "MARK"})
here = '{"gate":"huu-nghi","lane":"HN-IN-1","at":"2026-03-02T01:00:25Z",'
for bad in BAD[:1] if QUICK else BAD:
    events = [here + f'"sensor":"weight","kg":{bad}}}', here + f'"sensor":"length","feet":{bad}}}',
              here + f'"sensor":"electronicSeal","alarm":"stopped","minutes":{bad},"container":"MSCU0137155"}}']
    name = "truck" + bad.strip('"')
    folder = lane(name, clips=True, events="\n".join(events), declarations=spelled(truck, bad))
    database = path(name + ".sqlite")
    fault(f"a truck with {bad}", command("replay", "--json", "--full", "--database", database, folder),
          said=["line 1: kg", "line 2: feet", "line 3: minutes", "tareKg"], printed=['"tractorPlate":"12C12345"'])
    fault(f"a truck with {bad}, again", command("replay", "--database", database, folder), printed=["12C-123.45"])
