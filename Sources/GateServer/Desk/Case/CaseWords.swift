import GateDomain
import GatePipeline

/// What the page of a case says.
enum CaseWords {
    private static func say(_ vi: String, _ en: String, _ zh: String) -> Phrase { Phrase(vi: vi, en: en, zh: zh) }

    static let title = say("Hồ sơ", "Case", "案件")
    static let findings = say("Vì sao dừng và cần làm gì", "Why it was stopped, and what to do", "拦停原因与处理建议")
    static let noFindings = say("Không có điểm nào sai lệch.", "Nothing was found.", "未发现问题。")
    static let todo = say("Việc cần làm:", "What to do:", "处理建议:")
    static let seen = say("Nhìn thấy", "Seen", "实见")
    static let declared = say("Khai báo", "Declared", "申报")
    static let rule = say("Quy tắc", "Rule", "规则")
    static let detail = say("Ghi chú của máy", "The gate's note", "系统备注")
    static let unchecked = say(
        "%d quy tắc không kiểm tra được vì thiếu dữ liệu; chưa biết không có nghĩa là đạt.",
        "%d rules could not be checked for want of data; unknown is not a pass.", "%d条规则因缺少数据无法检查;未知不等于通过。")
    static let missing = say("Thiếu gì", "What was missing", "缺少的内容")

    static let pictures = say("Hình các camera", "Pictures of every camera", "各摄像机图片")
    static let noPictures = say("Không có hình nào được giữ.", "No picture was kept.", "没有保存图片。")
    static let boxIs = say("khung là nơi máy đọc", "the box is where it was read", "方框为识别位置")
    static let contrast = say("Tăng tương phản", "More contrast", "增强对比度")
    static let enlarge = say("Phóng to", "Enlarge", "放大")

    static let comparison = say("Khai báo và nhìn thấy", "Declared against seen", "申报与实见对照")
    static let item = say("Mục", "Item", "项目")
    static let tractor = say("Đầu kéo", "Tractor", "牵引车")
    static let trailer = say("Rơ-moóc", "Trailer", "挂车")
    static let container = say("Container", "Container", "集装箱")
    static let seal = say("Niêm phong", "Seal", "封志")
    static let driver = say("Lái xe", "Driver", "司机")
    static let weight = say("Khối lượng", "Weight", "重量")
    static let goods = say("Hàng hóa", "Goods", "货物")
    static let same = say("Khớp", "The same", "一致")
    static let differs = say("Khác", "Differs", "不同")
    static let notSeen = say("Không thấy", "Not seen", "未见")
    static let notDeclared = say("Không khai", "Not declared", "未申报")
    static let noDeclaration = say("Không có tờ khai nào phù hợp.", "No declaration fits.", "没有匹配的申报单。")

    static let reads = say("Máy đã đọc gì", "What was read", "识别结果")
    static let camera = say("Camera", "Camera", "摄像机")
    static let text = say("Kết quả đọc", "Read", "识别文本")
    static let certainty = say("Độ chắc", "Certainty", "置信度")
    static let alternatives = say("Có thể là", "Could also be", "其他可能")
    static let position = say("vị trí", "place", "位置")
    static let corrected = say("đã sửa thành", "corrected to", "已更正为")
    static let checkDigitBad = say("sai số kiểm tra", "check digit fails", "校验码错误")

    static let graph = say("Ai đi với ai", "Who came with whom", "人车箱关系图")
    static let atEntry = say("Lúc vào", "At entry", "入境时")
    static let now = say("Bây giờ", "Now", "现在")
    static let swapped = say(
        "Bị tráo: các phần của xe này không vào cùng nhau.",
        "Swapped: the parts of this vehicle did not enter together.",
        "已被调换:该车各部分并非一同入境。")
    static let together = say(
        "Các phần của xe này đã vào cùng nhau.", "The parts of this vehicle entered together.", "该车各部分一同入境。")
    static let enteredWith = say("vào cùng", "entered with", "入境时与其同行的是")
    static let nothingElse = say("không có gì", "nothing", "无")

    static let history = say("Lịch sử", "History", "历史")
    static let noHistory = say("Chưa từng thấy trước đây.", "Not seen before.", "此前未见。")
    static let firm = say("Doanh nghiệp", "Firm", "企业")

    static let versions = say("Các bản của tờ khai", "Versions of the declaration", "申报单各版本")
    static let version = say("Bản", "Version", "版本")
    static let onlyOne = say("Chỉ có một bản.", "There is one version only.", "仅有一个版本。")
    static let noDifference = say("Không khác ở các mục được so.", "No difference in what is compared.", "所比较项目无差异。")
    static let conflict = say(
        "Có nội dung khác đến dưới cùng số và bản.", "Other content came under the same reference and version.",
        "同一编号和版本下收到不同内容。")

    static let timeline = say("Diễn biến", "Timeline", "时间线")
    static let holds = say("Cơ quan đang giữ", "Held by", "扣留机构")
    static let noHolds = say("Không cơ quan nào giữ.", "Nobody holds it.", "无机构扣留。")
    static let arrived = say("Xe đến", "Arrived", "到达")
    static let decided = say("Máy kết luận", "Judged", "系统判定")
    static let revised = say(
        "Báo cáo đến muộn đã đổi kết luận", "A late report changed the verdict", "迟到的报告更改了结论")
    static let was = say("trước đó", "before", "此前")

    static let isLookedAt = say("Cũng đang xem:", "Also looking:", "同时查看:")

    static func kind(_ kind: CaseAct.Kind) -> Phrase {
        switch kind {
        case .claimed: say("nhận hồ sơ", "claimed it", "受理")
        case .unclaimed: say("trả lại hàng đợi", "gave it back", "退回队列")
        case .released: say("cho qua", "released it", "放行")
        case .refused: say("từ chối", "refused it", "拒绝")
        case .referred: say("chuyển đi", "referred it", "转交")
        case .held: say("đặt lệnh giữ", "placed a hold", "设置扣留")
        case .lifted: say("bỏ lệnh giữ", "lifted the hold", "解除扣留")
        case .inspectionAsked: say("yêu cầu kiểm tra", "asked for an inspection", "要求查验")
        case .inspected: say("ghi kết quả kiểm tra", "entered the inspection's result", "登记查验结果")
        case .corrected: say("sửa kết quả đọc", "corrected a read", "更正识别结果")
        case .noted: say("ghi chú", "noted", "备注")
        case .reopened: say("mở lại, rút quyết định", "took the decision back", "撤回决定")
        case .confirmed: say("xác nhận (người thứ hai)", "confirmed it as second officer", "第二人确认")
        case .declined: say("không xác nhận", "declined it", "不予确认")
        }
    }

    static func code(_ code: String) -> Phrase? {
        if let reason = ReasonCode(rawValue: code) { return self.reason(reason) }
        if let way = DeskOrder.InspectionWay(rawValue: code) { return self.way(way) }
        return DeskOrder.InspectionOutcome(rawValue: code).map(outcome)
    }

    static func reason(_ code: ReasonCode) -> Phrase {
        switch code {
        case .asDeclared: say("Đúng như khai", "As declared", "与申报一致")
        case .misread: say("Máy đọc nhầm", "Misread by the camera", "摄像机误读")
        case .documentsShown: say("Đã xuất trình giấy tờ", "Papers were shown", "已出示单证")
        case .changeDeclared: say("Đã khai bổ sung thay đổi", "The change was declared since", "变更已补充申报")
        case .inspectionConforms: say("Kiểm tra thấy đúng", "The inspection found it right", "查验相符")
        case .swap: say("Tráo xe, rơ-moóc hoặc container", "Vehicle, trailer or box swapped", "调换车辆、挂车或集装箱")
        case .undeclaredGoods: say("Hàng không khai báo", "Undeclared goods", "未申报货物")
        case .falseIdentity: say("Biển số hoặc số container giả", "False plate or number", "伪造车牌或箱号")
        case .sealBroken: say("Niêm phong bị phá", "Seal broken", "封志破损")
        case .noDeclaration: say("Không có tờ khai", "No declaration", "无申报单")
        case .inspectionDiffers: say("Kiểm tra thấy sai", "The inspection found it wrong", "查验不符")
        case .toInspection: say("Chuyển kiểm hóa", "To inspection", "转查验")
        case .toQuarantine: say("Chuyển kiểm dịch", "To quarantine", "转检疫")
        case .toBorderGuard: say("Chuyển biên phòng", "To the border guard", "转边防")
        case .toInvestigation: say("Chuyển điều tra", "To investigation", "转调查")
        case .other: say("Lý do khác", "Another reason", "其他理由")
        }
    }

    static func way(_ way: DeskOrder.InspectionWay) -> Phrase {
        switch way {
        case .documents: say("Xem giấy tờ", "Documents", "单证审查")
        case .scan: say("Soi chiếu", "Scan", "机检")
        case .physical: say("Mở kiểm hóa", "Open and inspect", "开箱查验")
        case .weigh: say("Cân lại", "Weigh again", "复磅")
        case .laboratory: say("Lấy mẫu", "Sample", "取样化验")
        }
    }

    static func outcome(_ outcome: DeskOrder.InspectionOutcome) -> Phrase {
        switch outcome {
        case .conforms: say("Đúng khai báo", "As declared", "与申报相符")
        case .differs: say("Sai khai báo", "Not as declared", "与申报不符")
        case .damaged: say("Hư hỏng", "Damaged", "损坏")
        }
    }
}
