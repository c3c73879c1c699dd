"use strict";exports.id=6092,exports.ids=[6092],exports.modules={66092:((__unused_webpack_module,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{setUp:()=>setUp});var mask_env_file=__webpack_require__(23922),external_resources=__webpack_require__(8162),env_file_plan=__webpack_require__(60430),log=__webpack_require__(38752),checkout_script=__webpack_require__(83103),transfer_commit=__webpack_require__(60904),src_application=__webpack_require__(55508),replace_env_file=__webpack_require__(66059),files=__webpack_require__(7097);const CHECK_OUT=`cd "$1"
git rev-parse --quiet --verify HEAD > /dev/null || git -c core.hooksPath=/dev/null -c advice.detachedHead=false checkout --quiet --detach --no-overwrite-ignore "$2"
${checkout_script.i}`;async function apply(plan,inputs,server,{commit,results,left}){const take=async steps=>{for(const step of steps)left.includes(step)||await takeStep(server,step,results)};plan.path&&await take([plan.path]),(!plan.path||!left.includes(plan.path))&&await placeFiles(plan,inputs,server,{commit,results}),await take([...plan.slots,...plan.proxy])}async function takeStep(server,step,{user}){const prefix=step.needsRoot&&user?.text!=="root"?["sudo","-n"]:[];await server.run([...prefix,"sh","-euc",step.script,step.text]),log.Rm.info(`Done: ${step.text}`)}async function placeFiles({checksOut,envText},{application,sha,repository},server,{commit,results}){const{path}=application;if(checksOut&&(await server.run(["git","init","--quiet","--",path]),repository!==void 0&&await server.run(["git","-C",path,"remote","add","origin",repository],{allowFailure:!0}),commit&&await(0,transfer_commit.R)(server,{path,sha},commit),await server.run(["sh","-euc",CHECK_OUT,"check out the commit",path,sha]),log.Rm.info(`Done: checked out ${sha} in ${path}`)),envText===void 0)return;const file=(0,src_application.ys)(application,application.envFile);results.env?.code===0?await(0,replace_env_file.s)(server,application,envText):await(0,files._h)(server,file,envText),log.Rm.info(`Done: wrote ${file}`)}var external_node_path_=__webpack_require__(76760),errors=__webpack_require__(78948),env_templates=__webpack_require__(21971),compose_compose=__webpack_require__(87617),compose_model=__webpack_require__(6229),compose_problem=__webpack_require__(61703);const WRITE=`path=$1 sha=$2 env=$3 transferred=$4
umask 077
scratch=$(cd "$(mktemp -d "\${TMPDIR:-/tmp}/tsh-setup.XXXXXXXXXX")" && pwd -P)
trap '[ -n "\${done:-}" ] || rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
# Compose names a project after its folder.
folder=$scratch/files/$(basename "$path")
mkdir -p "$folder"
cd "$folder"
export GIT_DIR="$scratch/repository" GIT_WORK_TREE="$folder"
git init --quiet
if [ -d "$path" ] && objects=$(cd "$path" && env -u GIT_DIR -u GIT_WORK_TREE git rev-parse --git-path objects 2> /dev/null); then
  (cd "$path" && cd "$objects" && pwd) > "$GIT_DIR/objects/info/alternates"
fi
if [ "$transferred" = yes ]; then
  cat > "$scratch/commit.bundle"
  git fetch --quiet --no-tags "$scratch/commit.bundle" "$sha"
fi
git read-tree "$sha"
git -c core.hooksPath=/dev/null -c filter.lfs.smudge= -c filter.lfs.process= -c filter.lfs.required=false checkout-index --all --quiet
echo "$folder"
for name in ${env_templates.J}; do
  [ ! -f "$folder/$name" ] || { base64 < "$folder/$name" | tr -d '\\n'; break; }
done
done=yes`;async function withCommitFiles(inputs,{server,shell},work){const{application,sha,token}=inputs,commit=await(0,transfer_commit.I)({shell,token},server,{path:application.path,sha});try{const{folder,template}=await writeFiles(server,inputs,commit),files2={template,model:env=>readModel(server,inputs,folder,env)};try{return await work({files:files2,commit})}finally{await server.run(["rm","-rf","--",external_node_path_.posix.dirname(external_node_path_.posix.dirname(folder))])}}finally{commit?.remove()}}async function writeFiles(server,{application,sha},commit){const args=[application.path,sha,application.envFile,commit?"yes":"no"],{stdout}=await server.run(["sh","-euc",WRITE,"write the files of the commit",...args],commit?{input:commit.read()}:{}),[folder="",template=""]=stdout.split(`
`);return{folder,template:template===""?void 0:Buffer.from(template,"base64").toString("utf8")}}const CONFIG=`folder=$1 path=$2 env=$3
shift 3
umask 077
# A symlink of the commit must not lead out of the folder.
inside() {
  mkdir -p "$(dirname "$1")"
  case $(cd "$(dirname "$1")" && pwd -P)/ in "$folder"/*) rm -f "$1" ;; *) echo "$1 is in a folder outside of the commit" >&2; exit 1 ;; esac
}
inside "$folder/$env"
cat > "$folder/$env"
cd "$folder"
for attempt in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  code=0; printed=$("$@" 2> "$folder.errors") || code=$?
  [ "$code" -ne 0 ] || break
  name=$(sed -n "s|^.*\\($folder/[^:\\"]*[^:\\" ]\\).*|\\1|p" "$folder.errors" | sed 's/ not found$//' | head -n 1)
  file=\${name#"$folder"/}
  [ -n "$name" ] && [ ! -e "$name" ] && [ -e "$path/$file" ] || break
  inside "$name"
  ln -s "$path/$file" "$name"
done
cat "$folder.errors" >&2
printf '%s\\n' "$printed"
exit "$code"`;async function readModel(remote,{application},folder,env){const project={...application,path:folder},config=[...(0,compose_compose.OV)(project,"none",(0,src_application.Hf)(project)),"--profile","*","config","--format","json"],command=["sh","-uc",CONFIG,"read the compose file",folder,application.path,application.envFile],{code,stdout,stderr}=await remote.run([...command,...config],{input:env,allowFailure:!0});if(code===0)return(0,compose_model.$t)(stdout.slice(stdout.search(/^\{$/m)));throw new errors.y((0,compose_problem.y)(stderr.replaceAll(folder,application.path),{...application,env},remote.name))}var src_placement=__webpack_require__(77145),find_proxy=__webpack_require__(4123),proxy_nginx=__webpack_require__(62259),query=__webpack_require__(52379),external_node_crypto_=__webpack_require__(77598);function siteConfiguration(site){const{host,ports,slotDirectory}=site,prefix=prefixOf(site.name),[first="",second]=ports.keys(),upstreams=[...ports].map(([slot,port])=>`upstream ${prefix}_${slot} { server 127.0.0.1:${port}; keepalive 32; }`),other=second?[`  if (-f ${slotDirectory}/${second}) { set $slot ${second}; }`]:[];return`map $http_upgrade $${prefix}_connection { default upgrade; "" ""; }
${upstreams.join(`
`)}
server {
${listening(site).join(`
`)}
  server_name ${host};
  client_max_body_size 25m;
  open_file_cache off;
  set $slot ${first};
${[...other,"  add_header X-Deployment-Slot $slot always;"].join(`
`)}
  location / {
    proxy_pass http://${prefix}_$slot;
    proxy_http_version 1.1;
    proxy_set_header Connection $${prefix}_connection;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
  }
}
`}const MAX_PREFIX_CHARACTERS=30;function prefixOf(name){const prefix=name.replace(/[^A-Za-z0-9]/g,"_");return prefix.length<=MAX_PREFIX_CHARACTERS?prefix:`${prefix.slice(0,20)}_${(0,external_node_crypto_.createHash)("sha256").update(name).digest("hex").slice(0,8)}`}const listening=({certificates,hasIpv6})=>["  listen 80;",...hasIpv6?["  listen [::]:80;"]:[],...certificates?["  listen 443 ssl;",...hasIpv6?["  listen [::]:443 ssl;"]:[],`  ssl_certificate ${certificates}/fullchain.pem;`,`  ssl_certificate_key ${certificates}/privkey.pem;`]:[]],SITE_FOLDERS=["/etc/nginx/sites-available","/etc/nginx/http.d","/etc/nginx/conf.d"],siteFile=slotDirectory=>`${external_node_path_.posix.basename(slotDirectory)}.conf`,certificateFolder=host=>`/etc/letsencrypt/live/${host}`,READY={site:void 0,todo:[],notes:[]};async function proxyState(inputs,remote,{results,model}){const{application}=inputs,ports=portsOf(inputs,model);if(results.site?.code===0&&namesAll(results.site.text,ports)||await isReady(application,remote,{model,ports}))return READY;const server=application.placement.kind==="in-place"?(0,compose_model.Hf)(model):void 0;if(server!==void 0&&inputs.handoverPort===void 0)return{...READY,notes:[`The service ${server} of the compose file serves the site, so none is installed.`]};const{publicUrl:url,placement}=application,{slotDirectory}=placement;if(url===void 0||slotDirectory===void 0)return{...READY,todo:['Set "url" and "slot-directory", or set up the proxy as described in the blue-green-switch README.']};if(results.nginx?.code!==0)return{...READY,todo:[withoutNginx(results)]};const[folder]=(0,query.Dx)(results.sites);if(folder===void 0)return{...READY,todo:[WITHOUT_SITE_FOLDER]};const{hostname,protocol}=new URL(url),isCertified=results.certificates?.code===0,content=siteConfiguration({name:siteFile(slotDirectory).replace(/\.conf$/,""),host:hostname,ports,slotDirectory,hasIpv6:results.ipv6?.code===0,certificates:isCertified?certificateFolder(hostname):void 0}),file=siteFile(slotDirectory),difference=await differenceOf(remote,`${folder}/${file}`,content);return{site:{folder,file,content,change:changeOf(results),difference},todo:[],notes:notesOf(application,protocol==="https:"&&!isCertified?hostname:void 0)}}async function differenceOf(remote,file,content){const command=["sh","-uc",'[ -e "$1" ] || set -- /dev/null; diff -u --label before --label after -- "$1" -',"compare the site",file],{stdout}=await remote.run(command,{input:content,allowFailure:!0});return stdout.trimEnd()}const changeOf=({site})=>site?.code===0?"replace":"create",WITHOUT_SITE_FOLDER=`Add the site as described in the blue-green-switch README to a file that the nginx.conf of the server includes: none of ${SITE_FOLDERS.join(", ")} exists.`,withoutNginx=({caddy})=>caddy?.code===0?"Add the site to the Caddyfile as described in the blue-green-switch README; setup only writes sites of nginx.":"Install nginx on the server (apt-get install nginx), then run setup again.";function notesOf({placement},uncertified){const[first,...others]=placement.kind==="slots"?placement.services:[];return[...uncertified?[`The site listens on port 80 only. Get a certificate with "certbot --nginx -d ${uncertified}" on the server.`]:[],...others.length>0?[`The site passes all requests to ${first}. Add a location with an upstream for ${others.join(" and ")}.`]:[]]}function portsOf({application,handoverPort},model){const{placement}=application;if(placement.kind==="in-place"){const{published}=(0,compose_model.qv)(model,placement.service);return new Map([["app",published],...handoverPort?[["handover",handoverPort]]:[]])}return new Map(placement.slots.map(slot=>[slot,(0,compose_model.qv)(model,(0,src_placement.H3)(placement,slot)[0]??"").published]))}async function isReady(application,remote,{model,ports}){try{if(!(0,src_application.e8)(application))return await nginxNamesAll(remote,ports);const{placement}=application,proxy=await(0,find_proxy.E)(remote,placement,async()=>(0,compose_model.fU)(model,placement));return(proxy.kind!=="slot-file"||await nginxNamesAll(remote,ports))&&(await proxy.problems()).length===0}catch(error){if(error instanceof errors.y)return!1;throw error}}async function nginxNamesAll(remote,ports){const nginx=await(0,proxy_nginx.h5)(remote);return namesAll((nginx?.files??[]).map(({content})=>content).join(`
`),ports)}function namesAll(configuration,ports){const text=configuration.replace(/#[^\n]*/g,"");return[...ports.values()].every(port=>new RegExp(`:${port}\\b`).test(text))}var missing_tools=__webpack_require__(9861);const QUERIES=`path=$1 env=$2 slots=$3 site=$4 certificates=$5 address=$6
PATH="$PATH:/usr/sbin:/sbin"
${query.G2}
${external_resources.a}
${missing_tools.R}
# Whether this user can create the folder, or write to it.
writable() {
  place=$1
  while [ ! -e "$place" ]; do place=$(dirname "$place"); done
  [ -w "$place" ]
}
# Full rights: those to run a few commands only are not enough to install a site.
root() { [ "$(id -u)" = 0 ] || sudo -n sh -c true; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
folder_of_sites() { for folder in ${SITE_FOLDERS.join(" ")}; do [ ! -d "$folder" ] || { echo "$folder"; break; }; done; }
query missing missing
query engine docker version --format '{{.Server.Version}}'
query compose docker compose version --short
query networks networks
query volumes volumes
query user id -un
query group id -gn
query root root
query path test -d "$path"
query path_writable writable "$path"
query checkout git -C "$path" rev-parse --quiet --verify HEAD
query env cat -- "$env"
query slots ls -A -- "$slots"
query slots_writable writable "$slots"
query nginx command -v nginx
query caddy command -v caddy
query sites folder_of_sites
query ipv6 grep -q . /proc/net/if_inet6
query site cat -- "$(folder_of_sites)/$site"
query certificates as_root test -e "$certificates/fullchain.pem"
if [ -n "$address" ]; then query remote git ls-remote --quiet "$address" HEAD; fi
query complete true`;async function queryServer(remote,inputs){const{application,repository}=inputs,{slotDirectory=""}=application.placement,host=application.publicUrl?new URL(application.publicUrl).hostname:"",args=[application.path,(0,src_application.ys)(application,application.envFile),slotDirectory,siteFile(slotDirectory),certificateFolder(host),repository??""],environment=["env","GIT_TERMINAL_PROMPT=0","GIT_SSH_COMMAND=ssh -o BatchMode=yes -o ConnectTimeout=10"],{stdout}=await remote.run([...environment,"sh","-uc",QUERIES,"query the server",...args]);return(0,query.e9)(stdout)}var summary=__webpack_require__(20690);async function reportSetup(plan,inputs,{server,env,left}){const lines=stepsOf(plan,inputs,env);for(const line of inputs.dryRun?lines:[])log.Rm.info(`would ${line}`);for(const text of plan.todo)log.Rm.warning(text,"server");for(const note of plan.notes)log.Rm.info(note);if(await(0,summary.Sy)(summaryOf(plan,inputs,{name:server.name,lines,left})),!inputs.dryRun&&(left.length>0||plan.todo.length>0))throw new errors.y(incomplete(plan,left,server.name));return lines.length===0?(log.Rm.info(`nothing to change: ${server.name} is set up. Deploy with the workflow of this environment`),"nothing-to-change"):inputs.dryRun?"planned":(log.Rm.info(`${server.name} is set up. Deploy with the workflow of this environment`),"changed")}function stepsOf(plan,{application,sha},env){const{path,envFile}=application,changes=[...env.added.length>0?[`add ${env.added.join(", ")}`]:[],...env.changed.length>0?[`change ${env.changed.join(", ")}`]:[]];return[...plan.path?[plan.path.text]:[],...plan.checksOut?[`check out ${sha} in ${path}`]:[],...plan.envText===void 0?[]:[`write ${path}/${envFile}: ${changes.join("; ")}`],...[...plan.slots,...plan.proxy].map(({text})=>text)]}function incomplete(plan,left,server){const commands=left.map(({text})=>text).join("; ");return[...left.length>0?[`${server} may not ${commands}. Run the commands in the summary as root on the server, then run setup again`]:[],...plan.todo.map(text=>text.replace(/\.$/,""))]}function summaryOf({todo,notes,difference},{dryRun},{name,lines,left}){const list=items=>items.map(item=>`1. ${(0,summary.FV)(item)}`).join(`
`),title=lines.length===0?"nothing to change":dryRun?"plan, nothing was changed":"changes",scripts=left.map(({script})=>script).join(`
`);return[`### Setup of ${(0,summary.FV)(name)}: ${title}`,list(lines),...todo.length>0?["#### To do",list(todo)]:[],...difference===""?[]:[`\`\`\`\`diff
${difference}
\`\`\`\``],...scripts===""?[]:[`#### Commands for root

\`\`\`\`sh
${scripts}
\`\`\`\``],...notes.length>0?["#### Notes",list(notes)]:[]].join(`

`)}function requireTools(results,server){const{missing,engine,compose}=results,problems=(0,missing_tools.N)(results,server);if((0,query.Dx)(missing).includes("docker")||(engine?.code!==0&&problems.push(engineProblem((0,query.w$)(engine??UNKNOWN),server)),/^v?[2-9]\./.test(compose?.text??"")||problems.push(`docker compose v2 not found on ${server}. Install the package docker-compose-plugin`)),problems.length>0)throw new errors.y(problems)}const UNKNOWN={code:1,text:""},engineProblem=(reason,server)=>/permission denied/i.test(reason)?`${server} has no permission to use docker. Add the user to the group "docker"`:`the docker engine on ${server} does not respond: ${reason}. Start it`;var quote=__webpack_require__(84278);const folderStep=(path,{user,group,isWritable})=>({text:`create the folder ${path}, owned by ${user}`,needsRoot:!isWritable,script:isWritable?`mkdir -p -- ${(0,quote.h)(path)}`:`install -d -o ${(0,quote.h)(user)} -g ${(0,quote.h)(group)} -- ${(0,quote.h)(path)}`}),slotFileStep=(directory,slot,{user,group,isWritable})=>({text:`route requests to slot ${slot} (${directory}/${slot})`,needsRoot:!isWritable,script:isWritable?`touch -- ${(0,quote.h)(`${directory}/${slot}`)}`:`install -o ${(0,quote.h)(user)} -g ${(0,quote.h)(group)} -m 644 /dev/null ${(0,quote.h)(`${directory}/${slot}`)}`}),SITES_ENABLED="/etc/nginx/sites-enabled";function siteStep({folder,file,content},change){const path=`${folder}/${file}`,link=folder.endsWith("/sites-available")?`${SITES_ENABLED}/${file}`:void 0;return{text:`${change} the nginx site ${path} and reload nginx`,needsRoot:!0,script:[`site=${(0,quote.h)(path)}`,'PATH="$PATH:/usr/sbin:/sbin"','[ ! -e "$site" ] || cp -p -- "$site" "$site.before"',`cat > "$site" <<'SITE'
${content}SITE`,...link?[`ln -sfn -- "$site" ${(0,quote.h)(link)}`]:[],'if nginx -t -q && nginx -s reload; then rm -f -- "$site.before"','elif [ -e "$site.before" ]; then mv -f -- "$site.before" "$site"; exit 1',`else rm -f -- "$site"${link?` ${(0,quote.h)(link)}`:""}; exit 1; fi`].join(`
`)}}const stepsForRoot=({path,slots,proxy},{root})=>root?.code===0?[]:[...path?[path]:[],...slots,...proxy].filter(({needsRoot})=>needsRoot);function planSetup(inputs,results,{env,proxy:{site,todo,notes},missing}){const{application}=inputs,[user="",group=""]=[results.user?.text,results.group?.text],pathFolder={user,group,isWritable:results.path_writable?.code===0},isNew=results.env?.code!==0,writesEnv=isNew?env.unfilled.length===0&&env.text!=="":env.changed.length+env.added.length>0;return{path:results.path?.code===0&&pathFolder.isWritable?void 0:folderStep(application.path,pathFolder),slots:slotDirectorySteps(inputs,results,{user,group}),checksOut:results.checkout?.code!==0,envText:writesEnv?env.text:void 0,difference:site?.difference??"",proxy:site?[siteStep(site,site.change)]:[],todo:[...isNew?envTodo(inputs,env):[],...fetchTodo(inputs,results),...missing.map(sentence),...todo],notes:[...isNew?[]:envNotes(inputs,env),...notes]}}const sentence=problem=>`${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;function slotDirectorySteps({application:{placement},handoverPort},{slots,slots_writable},owner){const{slotDirectory}=placement;if(slotDirectory===void 0||placement.kind==="in-place"&&handoverPort===void 0)return[];const folder={...owner,isWritable:slots_writable?.code===0},steps=slots?.code===0&&folder.isWritable?[]:[folderStep(slotDirectory,folder)];return placement.kind==="in-place"||(0,query.Dx)(slots).some(file=>placement.slots.includes(file))?steps:[...steps,slotFileStep(slotDirectory,placement.slots[0],folder)]}function envTodo({application},env){const{envFile}=application,path=(0,src_application.ys)(application,envFile);return env.text===""?[`Create ${path} with mode 600. The commit has no ${envFile}.example, from which setup could create it.`]:env.unfilled.length===0?[]:[`Create ${path} with mode 600 from its example, with values for ${env.unfilled.join(", ")}. Or list these keys in the setting env.secrets and put KEY=value lines into the secret APP_ENV; setup then writes the file.`]}function envNotes({application:{envFile}},{unfilled,absent}){return[...unfilled.length>0?[`${envFile} may still have placeholders for ${unfilled.join(", ")}.`]:[],...absent.length>0?[`${envFile} does not have ${absent.join(", ")}, which its example has.`]:[]]}function fetchTodo({repository,application:{path}},{remote,user}){if(repository===void 0||remote?.code===0)return[];const reason=remote===void 0?"":(0,query.w$)(remote),[,host,port]=/^(?:ssh:\/\/)?(?:[^@/]+@)?([^:/]+)(?::(\d+)\/)?/.exec(repository)??[];return/host key verification failed/i.test(reason)?[`Add the host keys of ${host} to ~/.ssh/known_hosts of ${user?.text} on the server, after comparing them with those that ${host} publishes (ssh-keyscan ${port?`-p ${port} `:""}${host}). Or set "commits: transfer" in the settings, so that ${path} needs no access.`]:[`Give ${user?.text} on the server read access to ${repository}, such as with a deploy key (ssh-keygen -t ed25519, then "Deploy keys" in the settings of the repository). Or set "commits: transfer" in the settings, so that ${path} needs no access.${reason===""?"":` git reports: ${reason}`}`]}async function setUp(inputs,{server,shell}){const results=await queryServer(server,inputs);return requireTools(results,server.name),withCommitFiles(inputs,{server,shell},async({files:files2,commit})=>{const env=envPlan(inputs,results,files2.template),model=await files2.model(env.text);(0,mask_env_file.V)(model);const proxy=await proxyState(inputs,server,{results,model}),missing=(0,external_resources.S)(model,inputs.application,withEnv(results,env),server.name),plan=planSetup(inputs,results,{env,proxy,missing}),left=stepsForRoot(plan,results);return inputs.dryRun||await apply(plan,inputs,server,{commit,results,left}),{outcome:await reportSetup(plan,inputs,{server,env,left})}})}const withEnv=(results,{text})=>({...results,env:{code:0,text}});function envPlan({application:{envFile},secrets,environment},{env},template){const existing=env?.code===0?env.text:void 0;(0,mask_env_file.S)(existing??"",envFile);const defaults=environment===""?{}:{ENVIRONMENT:environment},plan=(0,env_file_plan.F)({existing,template,secrets,defaults});return(0,mask_env_file.S)(plan.text,envFile),plan}}),83103:((__unused_webpack_module,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{d:()=>CHECKOUT_FUNCTIONS,i:()=>EXCLUDE_DEPLOY_FOLDER});const CHECKOUT_FUNCTIONS=`in_progress=.deploy/checkout
export GIT_LITERAL_PATHSPECS=1 GIT_TERMINAL_PROMPT=0
# The program that git would run to detect changes (since git 2.31; older versions run it for a status only).
config_count=\${GIT_CONFIG_COUNT:-0}
export "GIT_CONFIG_KEY_$config_count=core.fsmonitor" "GIT_CONFIG_VALUE_$config_count=" "GIT_CONFIG_COUNT=$((config_count + 1))"
plain_git() {
  git -c core.hooksPath=/dev/null -c core.fsmonitor= -c core.fileMode=false -c core.safecrlf=false -c advice.detachedHead=false -c submodule.recurse=false "$@"
}
head_commit() { git rev-parse HEAD; }
tab=$(printf '\\t')
# Prints the files whose bytes differ from HEAD.
differs='for file; do
  committed=$(git rev-parse --quiet --verify "HEAD:$file") || committed=
  [ -n "$committed" ] && [ "$committed" = "$(git hash-object --no-filters -- "$file" 2> /dev/null)" ] || printf "%s\\0" "$file"
done'
# Tracked files that git considers changed. Read-only: the index is not written.
differing() {
  plain_git --no-optional-locks status --porcelain -z --untracked-files=no --no-renames --ignore-submodules=all | xargs -0 -r sh -c 'for entry; do printf "%s\\0" "\${entry#???}"; done' -
}
# Existing files marked assume-unchanged or skip-worktree.
unwatched() {
  git ls-files -v -z | xargs -0 -r sh -c 'for entry; do
    case $entry in [[:lower:]]\\ * | S\\ *) file=\${entry#??}; [ ! -e "$file" ] || printf "%s\\0" "$file" ;; esac
  done' -
}
# Tracked files whose bytes differ from HEAD; any others differ only by line endings or filters.
changed() { { differing; unwatched; } | xargs -0 -r sh -c "$differs" -; }
# The paths of the submodules of HEAD.
submodules() {
  git ls-files --stage -z | xargs -0 -r sh -c 'tab=$0; for entry; do
    case $entry in "160000 "*) printf "%s\\n" "\${entry#*"$tab"}" ;; esac
  done' "$tab"
}
# A submodule at another commit does not count as changed: it follows the checkout.
changed_files() {
  changed | tr '\\0' '\\n'
  submodules | while IFS= read -r module; do
    [ ! -e "$module/.git" ] || (cd "$module" && changed_files) | while IFS= read -r file; do printf '%s\\n' "$module/$file"; done
  done
}
# Changed files that a commit changes as well.
conflicting() {
  changed | xargs -0 -r sh -c 'commit=$0; for file; do git diff --quiet HEAD "$commit" -- "$file" || printf "%s\\0" "$file"; done' "$1"
}
# Untracked paths that would be overwritten by a file that a commit adds, or by a submodule that becomes a file; folders of tracked files do not count.
in_the_way() {
  plain_git diff --name-only --no-renames --diff-filter=A -z HEAD "$1" -- | xargs -0 -r sh -c 'commit=$0; for file; do
    if [ -d "$file" ] && [ ! -L "$file" ]; then
      # A submodule left by an earlier checkout stays in place.
      if [ -e "$file/.git" ]; then case $(git ls-tree "$commit" -- "$file") in 160000*) continue ;; esac; fi
      [ -z "$(git ls-files --others -- "$file/" | head -n 1)" ] || printf "%s\\0" "$file"
    elif [ -e "$file" ] || [ -L "$file" ]; then printf "%s\\0" "$file"; fi
  done' "$1"
  plain_git diff --name-only --no-renames --diff-filter=T -z HEAD "$1" -- | xargs -0 -r sh -c 'for file; do
    [ ! -d "$file" ] || [ -L "$file" ] || [ -z "$(ls -A "$file")" ] || printf "%s\\0" "$file"
  done' -
}
files_in_the_way() { in_the_way "$1" | tr '\\0' '\\n'; }
# Whether a git process is running in this checkout; the working directory of another user's process cannot be read.
git_runs() {
  checkout=$(pwd -P)
  for comm in $(grep -lx git /proc/[0-9]*/comm 2> /dev/null); do
    case $(readlink "\${comm%comm}cwd" 2> /dev/null)/ in "$checkout"/*) return 0 ;; esac
  done
  return 1
}
# The git process of a lost connection may still be running.
end_git() {
  # In a worktree or a submodule, .git is a file.
  index_lock=$(git rev-parse --git-path index.lock)
  [ -e "$index_lock" ] || return 0
  for second in 1 2 3 4 5 6 7 8 9 10; do
    git_runs || break
    sleep 1
  done
  ! git_runs || { echo "git is still running in $PWD" >&2; return 1; }
  rm -f "$index_lock"
  echo "removed .git/index.lock"
}
revert_interrupted() {
  end_git
  [ -e "$in_progress" ] || return 0
  from= to=
  read -r from to < "$in_progress" || true
  if [ "$(head_commit)" = "$from" ] && [ "$from" != "$to" ] && git cat-file -e "$to^{commit}" 2> /dev/null; then
    plain_git diff --name-only --no-renames --diff-filter=A -z "$from" "$to" -- | xargs -0 -r sh -c 'for file; do
      if [ -d "$file" ] && [ ! -L "$file" ]; then rmdir -- "$file" 2> /dev/null; else rm -f -- "$file"; fi
      case $file in */*) rmdir -p -- "\${file%/*}" 2> /dev/null ;; esac
    done; true' -
    # The index still matches HEAD; paths excluded by a sparse checkout stay excluded.
    plain_git diff --name-only --no-renames --diff-filter=a -z "$from" "$to" -- | plain_git checkout-index --force --index --quiet -z --stdin || true
    echo "reverted an interrupted checkout of $to"
  fi
  rm -f "$in_progress"
}
check_out() {
  [ "$(head_commit)" != "$1" ] || return 0
  problem=$(files_in_the_way "$1")
  if [ -n "$problem" ]; then
    printf 'untracked files would be overwritten by commit %s: %s\\n' "$1" "$(echo $problem)" >&2
    return 1
  fi
  problem=$(conflicting "$1" | tr '\\0' '\\n')
  if [ -n "$problem" ]; then
    printf 'local changes would be overwritten by commit %s: %s\\n' "$1" "$(echo $problem)" >&2
    return 1
  fi
  mkdir -p .deploy
  echo "$(head_commit) $1" > "$in_progress"
  # Git considers a file changed when its line endings do not match .gitattributes, and would not replace it.
  differing | xargs -0 -r sh -c 'commit=$0; for file; do git diff --quiet HEAD "$commit" -- "$file" || rm -f -- "$file"; done' "$1"
  if plain_git checkout --quiet --detach --no-overwrite-ignore "$1"; then rm -f "$in_progress"
  else revert_interrupted; return 1; fi
}
# Updates a submodule of HEAD to its commit; $1 is its folder, the rest are git options.
update_submodule() {
  module=$1; shift
  printed=$(plain_git submodule --quiet update --recursive "$@" -- "$module" 2>&1 < /dev/null) && return 0
  # The first line is the reason, except git's progress lines; the URL may contain a password, which may contain an "@".
  printf '%s\\n' "$printed" | sed -e '/^$/d' -e '/^Cloning into /d' -e "s|//[^[:blank:]'\\"]*@|//|g" | head -n 1
  return 1
}
# Fetches a commit from the file $commit_source or, without it, from the remote. Some remotes serve branch tips only; an older commit is fetched with the branches that contain it.
fetch_commit() {
  printed=$(fetch_objects "$1" 2>&1) && return 0 || code=$?
  case $printed in *'unadvertised object'* | *'not our ref'* | *'not valid'*)
    tips=$(git ls-remote --quiet --heads origin | cut -f 1 | sort -u)
    [ -z "$tips" ] || fetch_objects $tips 2>&1 || true
    ! git cat-file -e "$1^{commit}" 2> /dev/null || return 0 ;;
  esac
  printf '%s\\n' "$printed" >&2
  return "$code"
}
fetch_objects() { plain_git \${fetch_config:-} fetch --quiet --no-tags --no-recurse-submodules "\${commit_source:-origin}" "$@"; }
`,EXCLUDE_DEPLOY_FOLDER=`exclude=$(git rev-parse --git-path info/exclude)
mkdir -p "$(dirname "$exclude")"
grep -qx /.deploy/ "$exclude" 2> /dev/null || echo /.deploy/ >> "$exclude"`}),60904:((__unused_webpack_module,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{I:()=>commitToTransfer,R:()=>transferCommit});var _tsh_action__WEBPACK_IMPORTED_MODULE_1__=__webpack_require__(38752),_checkout_script_js__WEBPACK_IMPORTED_MODULE_0__=__webpack_require__(83103);const WHAT_IT_HAS=`if git -C "$1" cat-file -e "$2^{commit}" 2> /dev/null; then echo known
else git -C "$1" rev-parse --quiet --verify HEAD 2> /dev/null || true; fi`;async function commitToTransfer({shell,token},remote,{path,sha}){const{stdout}=await remote.run(["sh","-uc",WHAT_IT_HAS,"look for the commit",path,sha]),known=stdout.trim();if(known==="known")return;const{bundleCommit}=await __webpack_require__.e(1602).then(__webpack_require__.bind(__webpack_require__,71602));return bundleCommit({shell,token},{sha,known})}const RECEIVE=`${_checkout_script_js__WEBPACK_IMPORTED_MODULE_0__.d}cd "$1"
commit_source=$(mktemp "\${TMPDIR:-/tmp}/tsh-commit.XXXXXXXXXX") || exit 1
trap 'rm -f "$commit_source"' EXIT
trap 'exit 1' HUP INT TERM
cat > "$commit_source" && fetch_commit "$2"`;async function transferCommit(remote,{path,sha},commit){_tsh_action__WEBPACK_IMPORTED_MODULE_1__.Rm.info(`Transferring commit ${sha}`),await remote.run(["sh","-uc",RECEIVE,"receive the commit",path,sha],{input:commit.read()})}}),8162:((__unused_webpack_module,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{S:()=>missingResources,a:()=>EXISTING_RESOURCES});var _tsh_server_query__WEBPACK_IMPORTED_MODULE_3__=__webpack_require__(52379),_placement_js__WEBPACK_IMPORTED_MODULE_2__=__webpack_require__(77145),_compose_model_js__WEBPACK_IMPORTED_MODULE_1__=__webpack_require__(6229),_service_roles_js__WEBPACK_IMPORTED_MODULE_0__=__webpack_require__(80190);const EXISTING_RESOURCES=`networks() {
  [ "$(docker info --format '{{.Swarm.LocalNodeState}}')" != active ] && docker network ls --no-trunc --format '{{.Name}}{{println}}{{.ID}}'
}
volumes() { docker volume ls --quiet; }`;function missingResources(model,application,{env,networks,volumes},server){const{placement}=application,others=(0,_service_roles_js__WEBPACK_IMPORTED_MODULE_0__.JY)(model,placement,(0,_compose_model_js__WEBPACK_IMPORTED_MODULE_1__.hE)(env?.text??"",application)),existing={network:networks,volume:volumes};return externalResources(model,[...(0,_placement_js__WEBPACK_IMPORTED_MODULE_2__.JW)(placement),...others.keys()]).filter(({kind,name})=>existing[kind]?.code===0&&!(0,_tsh_server_query__WEBPACK_IMPORTED_MODULE_3__.Dx)(existing[kind]).includes(name)).map(({kind,name})=>`${kind} ${name} does not exist on ${server}, and compose does not create it, because the compose file declares it external. ${NEXT[kind](name)}`)}const NEXT={network:name=>`Start the project that provides it, or create it with "docker network create ${name}"`,volume:name=>`Correct its name if its data exists, or create it empty with "docker volume create ${name}"`};function externalResources(model,services){const{networks={},volumes={}}=model,used=services.flatMap(service=>{const{networks:joined,volumes:mounted=[]}=model.services[service]??{};return[...Object.keys(joined??{}).map(key=>externalResource("network",networks[key])),...mounted.map(({source=""})=>externalResource("volume",volumes[source]))].filter(resource=>resource!==void 0)});return[...new Map(used.map(resource=>[`${resource.kind} ${resource.name}`,resource])).values()]}function externalResource(kind,definition){const{name,external}=definition??{};return external===!0&&name!==void 0?{kind,name}:void 0}}),60430:((__unused_webpack_module,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{F:()=>planEnvFile});var _env_file_js__WEBPACK_IMPORTED_MODULE_0__=__webpack_require__(49224),_placeholder_js__WEBPACK_IMPORTED_MODULE_1__=__webpack_require__(89983);function planEnvFile({existing,template="",secrets,defaults={}}){const before=new Map((0,_env_file_js__WEBPACK_IMPORTED_MODULE_0__.IR)(existing??"")),differing=Object.entries(secrets).filter(([key,value])=>before.get(key)!==value),lacking=Object.entries(existing===void 0&&template!==""?defaults:{}).filter(([key])=>!hasKey(template,key)),text=(0,_env_file_js__WEBPACK_IMPORTED_MODULE_0__.Cb)(existing??template,Object.fromEntries([...lacking,...differing])),after=(0,_env_file_js__WEBPACK_IMPORTED_MODULE_0__.IR)(text);return{text,added:[...new Set(after.map(([key])=>key).filter(key=>!before.has(key)))],changed:differing.map(([key])=>key).filter(key=>before.has(key)),unfilled:after.filter(([,value])=>(0,_placeholder_js__WEBPACK_IMPORTED_MODULE_1__.A)(value)).map(([key])=>key),absent:existing===void 0?[]:(0,_env_file_js__WEBPACK_IMPORTED_MODULE_0__.IR)(template).flatMap(([key])=>after.some(([name])=>name===key)?[]:[key])}}const hasKey=(text,key)=>(0,_env_file_js__WEBPACK_IMPORTED_MODULE_0__.IR)(text).some(([name])=>name===key)}),21971:((__unused_webpack_module,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{J:()=>ENV_TEMPLATES_IN_SHELL});var node_path__WEBPACK_IMPORTED_MODULE_0__=__webpack_require__(76760),node_path__WEBPACK_IMPORTED_MODULE_0___default=__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);const envTemplates=envFile=>[`${envFile}.example`,`${envFile}.template`,posix.join(posix.dirname(envFile),".env.example")],ENV_TEMPLATES_IN_SHELL='"$env.example" "$env.template" "$(dirname "$env")/.env.example"'}),89983:((__unused_webpack_module,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{A:()=>isUnfilled,w:()=>isPlaceholder});const KEYWORDS=/^(x{3,}|\.{3,}|\*{3,}|-+|changeme|change[-_ ]?(me|this|it|in[-_ ]?production)\b.*|replace[-_ ]?(me|this|with)?\b.*|your[-_ ]?.*|my[-_ ]?(secret|password|key|token)|todo|tbd|fixme|placeholder|example.*|sample|dummy|fake|fill[-_ ]?(me|in).*|set[-_ ]?(me|this).*|insert[-_ ].*|none|null|undefined|test(ing|pass(word)?)?|secret|password|passwd|pass|pwd|token|key|api[-_ ]?key|user(name)?|admin|root|postgres(ql)?|redis|mysql|db|database|default|foo|bar|baz|abc|123\d*|to[-_ ]be[-_ ].*|generate.*|enter[-_ ].*|put[-_ ].*|use[-_ ]?a[-_ ].*|some[-_ ].*|a[-_ ](long|strong|random|secret).*|(super|very|top)[-_ ]?secret.*|secret[-_ ]?(key|password|token)?|dev(elopment)?[-_ ]?.*|local(host)?|ci|insecure.*|(0123456789|1234567890|abc123|abcdef).*)$/i,BRACKETS=/^(<.*>|\{\{?.*\}\}?|\$[\w({].*|\[.*\]|%\w+%|__\w+__|@\w+@)$/,INSIDE=/change[-_ ]?(me|this)|changeit|your[-_](secret|password|key|token|api|db|database|server|domain|own)|replace[-_ ]?(me|this|with)|placeholder|_here\b|-here\b|example\.(com|org|net)|<[\w -]+>|x{6,}|do[-_ ]?not[-_ ]?use|not[-_ ]?a[-_ ]?(real[-_ ]?)?secret|EXAMPLEKEY|strong[-_ ]/i;function isPlaceholder(value){const text=value.trim().replace(/^(["'])(.*)\1$/,"$2");return text===""||KEYWORDS.test(text)||BRACKETS.test(text)||INSIDE.test(text)}function isUnfilled(value){const text=value.trim();return/^<[^>]*>$|^\{\{.*\}\}$|^__\w+__$|^\.{3,}$|^x{3,}$|^(changeme|todo|tbd|fixme|placeholder)$/i.test(text)||text!==""&&INSIDE.test(text)}}),66059:((__unused_webpack_module,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{s:()=>replaceEnvFile});var _application_js__WEBPACK_IMPORTED_MODULE_0__=__webpack_require__(55508),_files_js__WEBPACK_IMPORTED_MODULE_1__=__webpack_require__(7097);const KEEP_OLD=`umask 077
folder=$1/.deploy
mkdir -p -- "$folder"
cp -- "$2" "$folder/env-before-$(date -u +%Y%m%dT%H%M%SZ)"
ls -1 -- "$folder" | grep '^env-before-' | sort -r | tail -n +${5+1} |
  while read -r old; do rm -f -- "$folder/$old"; done`;async function replaceEnvFile(remote,project,text){const file=(0,_application_js__WEBPACK_IMPORTED_MODULE_0__.ys)(project,project.envFile);await remote.run(["sh","-euc",KEEP_OLD,"keep the old env file",project.path,file]),await(0,_files_js__WEBPACK_IMPORTED_MODULE_1__._h)(remote,file,text)}}),84278:((__unused_webpack_module,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{_:()=>quoteAll,h:()=>quote});function quote(arg){if(arg.includes("\0"))throw new TypeError("a shell argument cannot contain a NUL byte");if(!arg.isWellFormed())throw new TypeError("a shell argument cannot contain a lone surrogate");return arg!==""&&/^[A-Za-z0-9_/:=.,@%+-]+$/.test(arg)?arg:`'${arg.replaceAll("'","'\\''")}'`}function quoteAll(args){return args.map(quote).join(" ")}}),9861:((__unused_webpack_module,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{N:()=>missingToolProblems,R:()=>MISSING_TOOLS});var _query_js__WEBPACK_IMPORTED_MODULE_0__=__webpack_require__(52379);const MISSING_TOOLS=`missing() {
  for tool in git docker flock; do command -v "$tool" > /dev/null || echo "$tool"; done
  ! command -v flock > /dev/null || flock -s -w 1 /dev/null true 2> /dev/null || echo util-linux
}`,PACKAGES={docker:"docker.io docker-compose",flock:"util-linux"},missingToolProblems=({missing},server)=>(0,_query_js__WEBPACK_IMPORTED_MODULE_0__.Dx)(missing).map(tool=>`${tool} is not installed on ${server}${tool==="util-linux"?", and flock there has no option -w":""}. Install it with "apt-get install ${PACKAGES[tool]??tool}"`)}),52379:((__unused_webpack_module,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{Dx:()=>linesOf,G2:()=>QUERY_FUNCTION,e9:()=>parseQueryResults,w$:()=>lastLines});var _tsh_action__WEBPACK_IMPORTED_MODULE_0__=__webpack_require__(39);const QUERY_FUNCTION=`encode() { [ -z "$1" ] || printf '%s' "$1" | base64 | tr -d '\\n'; }
query() {
  name=$1; shift
  {
    errors=$({
      output=$("$@" 2>&3 3>&- 4>&- < /dev/null) && code=0 || code=$?
      printf '%s %s %s ' "$name" "$code" "$(encode "$output")" >&4
    } 3>&1)
  } 4>&1
  encode "$errors"; echo
}`;function parseQueryResults(stdout){const lines=stdout.split(`
`).filter(line=>line!=="");return Object.fromEntries(lines.map(line=>{const[name="",code,text="",errors=""]=line.split(" ");return[name,resultOf(Number(code),decoded(text),decoded(errors))]}))}const decoded=base64=>Buffer.from(base64,"base64").toString("utf8"),resultOf=(code,output,errors)=>code===0?{code,text:output,warnings:errors}:{code,text:[output,errors].filter(part=>part!=="").join(`
`)},linesOf=result=>result?.code===0?result.text.split(`
`).filter(line=>line!==""):[],IRRELEVANT=/^time=|^Please make sure|^and the repository exists|Could not read from remote/;function lastLines({text}){const lines=text.split(`
`).filter(line=>line.trim()!==""&&!IRRELEVANT.test(line));return(0,_tsh_action__WEBPACK_IMPORTED_MODULE_0__.Kr)(lines.slice(-2).join(" ").trim(),400)||"no error output"}})};
