"""Spellings of the headings, in lower case with single blanks for dots, slashes and line breaks."""

_TEXTS = {
    "register_number": (
        "no register|nomor register|no reg|nomor reg|noreg|no registrasi|nomor registrasi|register|"
        "no register bapas|nomor register bapas|no reg bapas|nomor reg bapas|reg bapas|"
        "register bapas|no register klien|nomor register klien|no reg klien|no buku register|"
        "no induk|nomor induk|no induk klien|no register integrasi|no register pembimbingan|"
        "nomor register pembimbingan|register pembimbingan|no urut register|register number"
    ),
    "name": (
        "nama|nama klien|nama lengkap|nama klien pemasyarakatan|nama lengkap klien|"
        "nama klien lengkap|nama warga binaan|nama wbp|klien|nama klien alias|nama dan alias|"
        "nama alias|nama anak|nama klien anak|nama klien dewasa|nama klien bin binti|nama bin binti|"
        "nama peserta|name"
    ),
    "aliases": "alias|nama panggilan|panggilan|als|nama lain|nama samaran|aliases",
    "sex": (
        "l p|jenis kelamin|jk|jns kelamin|kelamin|j k|sex|gender|jenis kel|jenis kelamin l p|lk pr|"
        "p l|jkel|kelamin l p|jenis klmn"
    ),
    "birth": (
        "tempat tanggal lahir|tempat tgl lahir|ttl|tempat dan tanggal lahir|tempat dan tgl lahir|"
        "tmpt tgl lahir|tpt tgl lahir|tempat tgl lhr|t t l|tmp tgl lahir|tempat tanggal lahir klien|"
        "kelahiran"
    ),
    "birth_place": (
        "tempat lahir|tmpt lahir|tpt lahir|tmp lahir|kota lahir|tempat kelahiran|tempat lhr|"
        "lahir tempat|kelahiran tempat|tempat tanggal lahir tempat|tempat tgl lahir tempat|"
        "ttl tempat|birth place"
    ),
    "birth_date": (
        "tanggal lahir|tgl lahir|tgl lhr|tanggal kelahiran|tgl kelahiran|tl|lahir|lahir tanggal|"
        "lahir tgl|kelahiran tanggal|kelahiran tgl|tempat tanggal lahir tanggal|tempat tgl lahir tgl|"
        "ttl tanggal|tempat tgl lahir tanggal|birth date|date of birth"
    ),
    "nik": (
        "nik|no nik|nomor nik|no ktp|nomor ktp|ktp|nik ktp|no induk kependudukan|"
        "nomor induk kependudukan|no nik ktp|nik no ktp|no identitas|nomor identitas|n i k|nik klien"
    ),
    "phone": (
        "no hp|no hp wa|no wa|hp|wa|no telp|no telepon|telepon|telp|nomor hp|nomor telepon|nomor wa|"
        "no handphone|handphone|no whatsapp|whatsapp|no kontak|kontak|nomor kontak|no hp aktif|"
        "no hp klien|no telp hp|no telepon hp|no hp telp|nomor hp wa|no tlp|no tlp hp|no wa hp|"
        "no hp whatsapp|hp wa|nomor telepon hp|nomor whatsapp|no hp wa aktif|nomor handphone|contact|"
        "phone|no ponsel|ponsel"
    ),
    "phone2": (
        "no hp keluarga|hp keluarga|no telp keluarga|no hp 2|no hp lain|kontak darurat|"
        "no kontak keluarga|no wa keluarga|telepon keluarga|no hp wa keluarga|no hp istri suami|"
        "no hp alternatif|no telepon keluarga|nomor hp keluarga|kontak keluarga|no hp cadangan|hp 2"
    ),
    "address": (
        "alamat|alamat lengkap|alamat rumah|alamat tinggal|alamat domisili|domisili|alamat klien|"
        "tempat tinggal|alamat sekarang|alamat tempat tinggal|alamat ktp|alamat jalan|address"
    ),
    "village": (
        "desa|kelurahan|desa kelurahan|kelurahan desa|desa kel|kel desa|kel|alamat desa kelurahan|"
        "alamat kelurahan|alamat kelurahan desa|alamat desa|desa lurah"
    ),
    "district": "kecamatan|kec|alamat kecamatan|kecamatan domisili|alamat kec|distrik",
    "regency": (
        "kab kota|kabupaten|kabupaten kota|kota kabupaten|kota kab|kab|kota|wilayah|"
        "kabupaten domisili|kab kota domisili|alamat kab kota|alamat kabupaten|alamat kabupaten kota|"
        "kabupaten kota domisili|alamat kab|regency|daerah"
    ),
    "category": (
        "jenis klien|kategori|kategori klien|jenis bimbingan|program|jenis program|status klien|"
        "jenis integrasi|program integrasi|jenis|jenis pembimbingan|jenis reintegrasi|klasifikasi|"
        "klasifikasi klien|program pembimbingan|pb cb cmb|pb cb cmb asimilasi|golongan klien|"
        "kategori bimbingan|category|status bimbingan|jenis klien pemasyarakatan"
    ),
    "guidance_basis": (
        "dasar pembimbingan|dasar bimbingan|dasar|dasar hukum|no sk|nomor sk|sk|dasar sk|"
        "nomor sk integrasi|no sk integrasi|surat keputusan|sk pembebasan|no dan tgl sk|sk integrasi"
    ),
    "guidance_start": (
        "mulai|mulai bimbingan|masa bimbingan mulai|tanggal mulai|tgl mulai|awal bimbingan|"
        "tanggal mulai bimbingan|tgl mulai bimbingan|masa bimbingan awal|masa bimbingan dari|"
        "mulai pembimbingan|masa pembimbingan mulai|masa pembimbingan awal|tmt|tanggal bebas|"
        "tgl bebas|tanggal pembebasan|bimbingan mulai|dari|tanggal awal|masa bimbingan tanggal mulai|"
        "masa bimbingan tgl mulai|tgl mulai pembimbingan|tanggal mulai pembimbingan|"
        "masa percobaan mulai|periode mulai|periode bimbingan mulai|awal|masa bimbingan dari tanggal|"
        "awal masa bimbingan|mulai masa bimbingan|start"
    ),
    "guidance_end": (
        "berakhir|selesai|akhir|masa bimbingan berakhir|masa bimbingan selesai|akhir bimbingan|"
        "masa bimbingan akhir|masa bimbingan sampai|tanggal berakhir|tgl berakhir|tanggal selesai|"
        "tgl selesai|tanggal akhir|tgl akhir|selesai bimbingan|akhir masa bimbingan|"
        "berakhir bimbingan|sampai|s d|sd|masa bimbingan s d|masa bimbingan sampai dengan|"
        "sampai dengan|masa pembimbingan berakhir|masa pembimbingan selesai|masa pembimbingan akhir|"
        "tanggal akhir bimbingan|tgl akhir bimbingan|tanggal selesai bimbingan|tgl selesai bimbingan|"
        "tanggal berakhir bimbingan|tgl berakhir bimbingan|ekspirasi|tanggal ekspirasi|"
        "bimbingan selesai|bimbingan berakhir|masa bimbingan tanggal selesai|"
        "masa bimbingan tgl selesai|masa percobaan berakhir|periode selesai|"
        "periode bimbingan selesai|masa bimbingan tanggal berakhir|masa bimbingan sampai tanggal|"
        "selesai masa bimbingan|end"
    ),
    "counsellor": (
        "nama pk|pk|pembimbing kemasyarakatan|pembimbing|pk pembimbing|nama pembimbing|"
        "nama pembimbing kemasyarakatan|petugas pk|pk penanggung jawab|pk pendamping|"
        "pembimbing kemasyarakatan pk|pk apk|petugas pembimbing|pk yang ditunjuk|pk nama|"
        "pembimbing kemasyarakatan nama|counsellor"
    ),
    "education": (
        "pendidikan|pendidikan terakhir|pend|pend terakhir|tingkat pendidikan|ijazah|"
        "pendidikan klien|education|jenjang pendidikan"
    ),
    "work_status": (
        "status bekerja|status pekerjaan|bekerja|bekerja tidak|bekerja tidak bekerja|status kerja|"
        "sudah bekerja|bekerja ya tidak|ket bekerja"
    ),
    "occupation": (
        "pekerjaan|pekerjaan sekarang|pekerjaan saat ini|jenis pekerjaan|kerja|mata pencaharian|"
        "pekerjaan terakhir|pekerjaan klien|profesi|occupation|usaha pekerjaan|pekerjaan usaha"
    ),
    "interests": (
        "minat pelatihan|minat|minat bakat|bakat minat|minat dan bakat|pelatihan yang diminati|"
        "minat keterampilan|minat kerja|minat usaha|pelatihan diminati|keterampilan yang diminati|"
        "peminatan|minat bimbingan kerja|keterampilan diminati|bakat|interests"
    ),
    "guarantor": (
        "penjamin|nama penjamin|penanggung jawab|penjamin klien|nama penanggung jawab|penjamin nama|guarantor"
    ),
    "guarantor_phone": (
        "no hp penjamin|hp penjamin|no telp penjamin|nomor hp penjamin|no wa penjamin|penjamin no hp|"
        "no telepon penjamin|telepon penjamin|kontak penjamin"
    ),
    "notes": "ket|keterangan|catatan|ket lain|keterangan lain|notes|remark|ket klien",
    "sequence": "no|nomor|no urut|nomor urut|nr|num|urut",
}
SPELLINGS = {key: tuple(text.split("|")) for key, text in _TEXTS.items()}
